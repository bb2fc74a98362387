import { signal } from '@preact/signals'
import { render } from 'preact'
import type { App } from '../state/app.ts'
import type { Wire, WireConnection } from '../sync/wire.ts'

/** For whoever looks for a fault: `/kiosk/#debug`. Link, outbox and cursors, and switches that break the wire. */

const offline = signal(false)
const loseNextAck = signal(false)
const log = signal<readonly string[]>([])

const note = (line: string): void => {
  log.value = [...log.value.slice(-30), line]
}

/** Shows the panel and puts its switches into the wire. */
export function openPanel(app: App, wire: Wire): Wire {
  const place = document.createElement('div')
  document.body.append(place)
  render(<Panel app={app} />, place)
  return {
    open(events) {
      if (offline.value) {
        queueMicrotask(events.closed)
        return { ask: () => Promise.resolve({ ok: false, code: 'lost' }), close: () => {} }
      }
      const connection = wire.open({
        closed: events.closed,
        notice(name, body) {
          note(`← ${name} ${JSON.stringify(body).slice(0, 80)}`)
          events.notice(name, body)
        },
      })
      const stop = offline.subscribe(off => off && connection.close())
      return { ask: asking(connection), close: () => (stop(), connection.close()) }
    },
  }
}

const asking = (connection: WireConnection): WireConnection['ask'] =>
  async function ask(name, body) {
    const reply = await connection.ask(name, body)
    note(`→ ${name}: ${JSON.stringify(reply).slice(0, 100)}`)
    if (name !== 'push' || !loseNextAck.value) return reply
    loseNextAck.value = false
    note('(lost)')
    return { ok: false, code: 'timeout' }
  }

const STYLE =
  'position:fixed;right:8px;bottom:8px;z-index:99;max-width:520px;padding:12px;background:#000c;color:#fff;font:14px monospace'

function Panel({ app }: { app: App }) {
  const places = app.machine.value?.places() ?? []
  const troubles = app.machine.value?.troubles() ?? []
  return (
    <aside style={STYLE} data-second={Math.floor(app.second.value / 1000)}>
      <p>
        {app.link.value.kind} · {app.unsent.value} · {app.storage.value} · {app.clock.trust.value}
      </p>
      {places.map(({ feed, gen, n }) => (
        <p key={feed}>
          {feed} {gen}/{n} {troubles.find(each => each.feed === feed)?.fault}
        </p>
      ))}
      <button type="button" onClick={() => (offline.value = !offline.value)}>
        [{offline.value ? 'go online' : 'go offline'}]
      </button>{' '}
      <button type="button" onClick={() => (loseNextAck.value = true)}>
        [{loseNextAck.value ? 'the next ack will be lost' : 'lose next ack'}]
      </button>
      <pre style="white-space:pre-wrap">{log.value.slice(-8).join('\n')}</pre>
    </aside>
  )
}
