import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { LEAVE_REASONS } from '../../shared/activities/leave.ts'
import { idSchema, type ActivityId, type RecordId } from '../../shared/base/ids.ts'
import { problem, Refusal } from '../../shared/base/problem.ts'
import { PHONE_SEALED_MAX, PhoneDeclarationSchema } from '../../shared/own/phone-declaration.ts'
import { OwnNonceSchema, PhoneAnswerSchema } from '../../shared/own/phone-own.ts'
import { SealedPinSchema } from '../../shared/own/phone-pin.ts'
import { PhoneRefSchema } from '../../shared/people/roster.ts'
import { makeBuckets } from '../live/bucket.ts'
import { verifySignature } from '../live/signer.ts'
import { makeCodeDesk } from '../office/activities/code-sign-in.ts'
import { comingActivities, wishLeave } from '../office/activities/phone-leave.ts'
import { declarableOn, declareOnPhone } from '../office/declarations/phone.ts'
import { makePhoneOwn } from '../office/own/phone.ts'
import { claimPhone, provenPhone, revokePhone } from '../office/people/phones.ts'
import type { Office } from '../office/ports.ts'
import { redraw } from '../attachment-keeper.ts'
import { refuseForeignPages } from './guards.ts'
import { isLoopback } from './session.ts'

/**
 * What members' phones ask (docs/protocol.md §12): each a POST of JSON that shows by a proof that the phone has its
 * secret, which never travels. There are no cookies, so nobody else's page can speak for a phone.
 */

const proof = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const ref = PhoneRefSchema
/** The member's own PIN, where one is set (PT90). */
const pin = v.exactOptional(SealedPinSchema)
const ticket = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))

const BODIES = {
  claim: v.strictObject({ ref, claim: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), proof }),
  news: v.strictObject({ ref, proof }),
  open: v.strictObject({ token: v.pipe(v.string(), v.maxLength(200)) }),
  sign: v.strictObject({ ref, ticket, proof }),
  leave: v.strictObject({
    ref,
    activityId: idSchema<ActivityId>(),
    /** Null takes the request back. */
    reason: v.nullable(v.picklist(LEAVE_REASONS)),
    proof,
  }),
  forget: v.strictObject({ ref, proof }),
  own: v.strictObject({ ref, nonce: OwnNonceSchema, proof }),
  declarable: v.strictObject({ ref, proof }),
  declare: v.strictObject({ ref, id: idSchema<RecordId>(), declaration: PhoneDeclarationSchema, pin, proof }),
  answer: v.strictObject({ ref, id: idSchema<RecordId>(), answer: PhoneAnswerSchema, pin, proof }),
} as const
type Ask = keyof typeof BODIES
type Body<K extends Ask> = v.InferOutput<(typeof BODIES)[K]>
type Asks = { readonly [K in Ask]: (body: Body<K>, request: FastifyRequest) => Promise<object> }

/** Asks a minute and address, and at once: a hall of sixty behind one Wi-Fi box is one address. */
const A_MINUTE = 300
const AT_ONCE = 120
/** Addresses remembered; more at once than a village has. */
const ADDRESSES_MAX = 2_000
const BODY_BYTES = 2_000
/** With words, and with a picture, a voice and handwriting. */
const ANSWER_BYTES = 24_000
const DECLARE_BYTES = PHONE_SEALED_MAX + 12_000

const BYTES: { readonly [K in Ask]?: number } = { answer: ANSWER_BYTES, declare: DECLARE_BYTES }

/** @param isPlainPort whether a request came in by the phones' own plain port */
export function registerPhoneApi(
  app: FastifyInstance,
  office: Office,
  isPlainPort: (request: FastifyRequest) => boolean,
): void {
  const codes = makeCodeDesk(office, verifySignature)
  const asked = makeBuckets(A_MINUTE / 60, AT_ONCE, ADDRESSES_MAX)
  /** Nobody on the way could have rewritten the page: TLS, or this very PC. */
  const isSafe = (request: FastifyRequest): boolean =>
    request.protocol === 'https' || (isLoopback(request.ip) && !isPlainPort(request))

  const asks: Asks = {
    async claim(body) {
      await claimPhone(office, body)
      return { now: office.clock.now() }
    },
    async news({ ref, proof }, request) {
      const { memberId } = await provenPhone(office.store.read, ref, 'news', { ref }, proof)
      const coming = await comingActivities(office, memberId)
      const safe = isSafe(request)
      // Over plain HTTP only what hangs in the room anyway: the next activity, and nothing about the member.
      const told = safe ? coming : coming.slice(0, 1).map(each => ({ ...each, leave: 'none' as const }))
      return { now: office.clock.now(), safe, coming: told }
    },
    open: ({ token }) => codes.open(token),
    sign: body => codes.sign(body),
    async leave(body, request) {
      if (!isSafe(request)) throw new Refusal([NEEDS_TLS])
      await wishLeave(office, body)
      return {}
    },
    async forget({ ref, proof }) {
      await provenPhone(office.store.read, ref, 'forget', { ref }, proof)
      await revokePhone(office, { type: 'hub' }, ref, 'forgotten')
      return {}
    },
    ...ownAsks(office, isSafe),
  }

  for (const name of Object.keys(BODIES) as Ask[]) {
    const options = { bodyLimit: BYTES[name] ?? BODY_BYTES, preHandler: refuseForeignPages }
    app.post(`/phone/api/${name}`, options, async (request, reply) => {
      void reply.header('Cache-Control', 'no-store')
      const wait = asked.take(request.ip, office.clock.now())
      if (wait > 0) return await refused(reply.header('Retry-After', Math.ceil(wait / 1000)), 429, TOO_MANY)
      const parsed = v.safeParse(BODIES[name], request.body)
      if (!parsed.success) return await refused(reply, 400, BAD)
      try {
        // Parsed by the schema of this very name.
        const done = await (asks[name] as (body: unknown, request: FastifyRequest) => Promise<object>)(
          parsed.output,
          request,
        )
        return { ok: true, ...done }
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause
        return await refused(reply, 409, cause.problems[0] ?? BAD)
      }
    })
  }
}

/** What is about the member alone: never over plain HTTP. */
function ownAsks(
  office: Office,
  isSafe: (request: FastifyRequest) => boolean,
): Pick<Asks, 'own' | 'answer' | 'declarable' | 'declare'> {
  const own = makePhoneOwn(office)
  const mustBeSafe = (request: FastifyRequest): void => {
    if (!isSafe(request)) throw new Refusal([OWN_NEEDS_TLS])
  }
  return {
    async own(body, request) {
      mustBeSafe(request)
      return await own.page(body)
    },
    async answer(body, request) {
      mustBeSafe(request)
      return await own.answer(body)
    },
    async declarable(body, request) {
      mustBeSafe(request)
      return await declarableOn(office, body)
    },
    async declare(body, request) {
      mustBeSafe(request)
      await declareOnPhone(office, redraw, body)
      return {}
    },
  }
}

const refused = (reply: FastifyReply, status: number, { code, zh, en }: { code: string; zh: string; en: string }) =>
  reply.code(status).send({ ok: false, code, zh, en })

const TOO_MANY = problem('TOO_MANY', {
  zh: '人太多了，请等半分钟再试。也可以直接刷党员卡。',
  en: 'Too many at once; try again in half a minute, or use the card.',
})

const BAD = problem('BAD_REQUEST', {
  zh: '手机发来的内容不对，请重新打开这个页面再试。',
  en: 'Not a request of this page; open it again.',
})

const NEEDS_TLS = problem('NEEDS_TLS', {
  zh: '请假要用带锁的网址（https）打开。现在请到公开屏或找工作人员请假。',
  en: 'Asking leave needs the https address; or ask at the kiosk.',
})

const OWN_NEEDS_TLS = problem('NEEDS_TLS', {
  zh: '看自己的积分要用带锁的网址（https）打开：不带锁的网页在路上可能被人看到、改动。现在请到公开屏刷卡看。',
  en: 'Your own page needs the https address: others on the network could read or change a plain one. Or use your card at the kiosk.',
})
