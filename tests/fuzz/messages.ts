import * as v from 'valibot'
import type { RandomBytes } from '../../shared/base/ids.ts'
import { GuestBodySchema } from '../../shared/passes/guest.ts'
import { MemberActBodySchema } from '../../shared/passes/member-act.ts'
import { SignInBodySchema } from '../../shared/passes/sign-in.ts'
import { REQUESTS, type RequestName } from '../../shared/sync/events.ts'
import { RecordSchema } from '../../shared/sync/record.ts'
import { ShownBodySchema } from '../../shared/sync/shown.ts'
import { aSignInRecord } from '../fixtures/wire.ts'
import type { Chance } from './chance.ts'
import { tellsInside } from './findings.ts'
import { RawKiosk } from './raw-kiosk.ts'
import { evil, fitting, garbled, jsonOf, Raw, spoilt } from './values.ts'
import type { Attack } from './run.ts'

/** Every message of the protocol and every kind of record, right, nearly right and wrong. */

const NAMES = Object.keys(REQUESTS) as RequestName[]
const BODIES = {
  signIn: SignInBodySchema,
  memberAct: MemberActBodySchema,
  guest: GuestBodySchema,
  shown: ShownBodySchema,
} as const
const MESSAGES = 18
/** No honest question takes so long, on a machine that does much else. */
const PATIENCE_MS = 20_000

/** A kiosk that was welcomed, and went mad. */
export const madKiosk: Attack = async (world, chance) => {
  const kiosk = await RawKiosk.open(world, world.kiosk())
  const epoch = chance.hex(32)
  if (kiosk.challenge && (await kiosk.welcomed(epoch))) {
    world.count(2)
    for (let at = 0; at < MESSAGES && !kiosk.socket.isClosed; at++) await askOne(world, kiosk, chance, epoch)
  }
  kiosk.socket.close()
}

/** Somebody who never said who it is, or not rightly. */
export const stranger: Attack = async (world, chance) => {
  const kiosk = await RawKiosk.open(world, world.kiosk())
  const hello = kiosk.hello(chance.hex(32))
  for (let at = 0; at < 3 && !kiosk.socket.isClosed; at++) {
    const name = chance.pick(['hello', 'hello', 'pairBegin', 'pairReveal', ...NAMES] as const)
    const right = name === 'hello' ? hello : fitting(REQUESTS[name].body, chance)
    await ask(world, kiosk, name, jsonOf(chance.percent(80) ? spoilt(right, chance) : right))
  }
  kiosk.socket.close()
}

/** Records of every kind in the places of one stream. */
export const badRecords: Attack = async (world, chance) => {
  const kiosk = await RawKiosk.open(world, world.kiosk())
  const epoch = chance.hex(32)
  let from = 1
  if (kiosk.challenge && (await kiosk.welcomed(epoch))) {
    for (let at = 0; at < MESSAGES && !kiosk.socket.isClosed; at++) {
      const recs = Array.from({ length: 1 + chance.below(4) }, () => aRecord(chance))
      const reply = await ask(world, kiosk, 'push', jsonOf({ epoch, from, recs }))
      if (typeof reply === 'object' && reply !== null && 'upto' in reply) from = Number(reply.upto) + 1
    }
  }
  kiosk.socket.close()
}

async function askOne(world: Parameters<Attack>[0], kiosk: RawKiosk, chance: Chance, epoch: string): Promise<void> {
  if (chance.percent(10)) {
    // What no schema knows: another name, no question, too many parts.
    const odd = chance.pick(['toString', '__proto__', 'connect', 'disconnect', 'error', chance.hex(5)])
    kiosk.socket.text(`42/kiosk,${chance.below(2) === 0 ? '' : chance.below(1e9)}["${odd}",${jsonOf(evil(chance))}]`)
    return world.count()
  }
  const name = chance.pick(NAMES)
  const right = fitting(REQUESTS[name].body, chance)
  const own = name === 'push' ? { ...(right as object), epoch, recs: [aRecord(chance)] } : right
  const text = jsonOf(chance.percent(55) ? spoilt(own, chance) : own)
  await ask(world, kiosk, name, chance.percent(10) ? garbled(text, chance) : text)
}

/** Asks, and holds the answer against its schema. A cut connection is an answer too. */
async function ask(world: Parameters<Attack>[0], kiosk: RawKiosk, name: RequestName, text: string): Promise<unknown> {
  world.count()
  if (!isJson(text)) {
    // Socket.IO ends the connection, or takes it for something else; there is no answer to wait for.
    kiosk.tell(name, text)
    return await world.pause(5)
  }
  const reply = await kiosk.ask(name, text, PATIENCE_MS)
  if (reply === null) {
    if (!kiosk.socket.isClosed) world.findings.note('no answer', `${name} ${text.slice(0, 800)}`)
    return null
  }
  const said = JSON.stringify(reply)
  if (tellsInside(said)) world.findings.note('an answer tells the inside', `${name} ${said.slice(0, 800)}`)
  if (!v.safeParse(REQUESTS[name].reply, reply).success) {
    world.findings.note('an answer of no known form', `${name} ${text.slice(0, 600)} → ${said.slice(0, 600)}`)
  }
  return reply
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function aRecord(chance: Chance): string | Raw {
  if (chance.percent(8)) return chance.percent(50) ? evil(chance) : garbled('{"id":"","kind":"signIn"}', chance)
  const random: RandomBytes = length => chance.bytes(length)
  if (chance.percent(15)) return aSignInRecord(1 + chance.below(20), random).text
  const kind = chance.pick(Object.keys(BODIES) as (keyof typeof BODIES)[])
  const head = fitting(RecordSchema, chance) as object
  const right = { ...head, kind, kv: 1, boot: chance.hex(8), body: fitting(BODIES[kind], chance) }
  const text = jsonOf(chance.percent(60) ? spoilt(right, chance) : right)
  return chance.percent(10) ? garbled(text, chance) : text
}
