import { readFileSync, writeFileSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { putFeed } from '../../../hub/office/feeds.ts'
import type { NoticeId } from '../../../shared/base/ids.ts'
import { must } from '../../../shared/base/check.ts'
import type { RequestBody, RequestName, RequestReply } from '../../../shared/sync/events.ts'
import { TEST_NOW } from '../../fixtures/office.ts'
import { idNo } from '../../fixtures/passes.ts'
import { aHub, aKiosk, aSignInRecord, seedBranch, type TestHub, type TestKiosk } from '../../fixtures/wire.ts'

const PAGE = new URL('../../../docs/protocol.md', import.meta.url)
const MARKS = ['<!-- transcript -->', '<!-- /transcript -->'] as const

let hub: TestHub
afterEach(() => hub.close())

/** Long hex is only told apart by its beginning. */
const line = (arrow: string, name: string, body: unknown): string =>
  `${arrow} ${name} ${JSON.stringify(body)}`.replace(/([0-9a-f]{16})[0-9a-f]{48,}/g, '$1…')

test('SY72 the conversation in docs/protocol.md is what a hub and a kiosk really say', async () => {
  hub = await aHub()
  await seedBranch(hub.office, 1)
  const withdrawal = { type: 'withdrawal' as const, docId: idNo<NoticeId>(5), rev: 2, withdrawnAt: TEST_NOW }
  await hub.office.store.write({ type: 'hub' }, work =>
    putFeed(hub.office, work, 'board', withdrawal.docId, withdrawal),
  )
  const kiosk = await aKiosk(hub)
  const said = [line('←', 'challenge', kiosk.challenge)]
  const ask = async <K extends RequestName>(name: K, body: RequestBody<K>): Promise<RequestReply<K>> => {
    said.push(line('→', name, body))
    const reply = await kiosk.ask(name, body)
    said.push(line('←', 'reply', reply))
    return reply
  }
  const hello = await sayHello(kiosk, said)
  const feed = must(hello.ok ? hello.feeds.find(each => each.feed === 'board') : null, 'feed')
  const record = aSignInRecord(1, kiosk.random)
  await ask('push', { epoch: kiosk.epoch, from: 1, recs: [record.text] })
  await ask('push', { epoch: kiosk.epoch, from: 1, recs: [record.text] })
  await ask('push', { epoch: kiosk.epoch, from: 4, recs: [record.text] })
  await ask('pull', { feed: 'board', gen: 0, after: 0, limit: 200 })
  await ask('pull', { feed: 'board', gen: feed.gen, after: 0, limit: 200 })
  await ask('applied', feed)
  await hub.live.close()
  await kiosk.gone()
  said.push(line('←', 'bye', kiosk.notices.at(-1)?.body))

  const text = readFileSync(PAGE, 'utf8')
  const [before = '', rest = ''] = text.split(MARKS[0])
  const [, after = ''] = rest.split(MARKS[1])
  const wanted = `${before}${MARKS[0]}\n\n\`\`\`\n${said.join('\n')}\n\`\`\`\n\n${MARKS[1]}${after}`
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, wanted)
  else expect(text).toBe(wanted)
})

async function sayHello(kiosk: TestKiosk, said: string[]): Promise<RequestReply<'hello'>> {
  kiosk.socket.onAnyOutgoing((name: string, body: unknown) => name === 'hello' && said.push(line('→', name, body)))
  const reply = await kiosk.hello()
  said.push(line('←', 'reply', reply))
  return reply
}
