import secureSession from '@fastify/secure-session'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { newId, type Millis, type StaffId } from '../../shared/base/ids.ts'
import type { HubKeys } from '../keys.ts'
import type { Office } from '../office/ports.ts'
import type { StaffAccount } from '../office/staff/staff.ts'
import type { Visit } from './visit.ts'

/**
 * Sessions of the console (RT): a sealed cookie that scripts cannot read and other sites cannot send, good for half an
 * hour of quiet and half a day in all, over at once when the account logs out, is closed, or gets another password.
 */

const IDLE_MS = 30 * 60_000
const LIFE_MS = 12 * 3_600_000
/** The cookie is sealed anew at most so often. */
const TOUCH_MS = 60_000
/** Sent with requests that a page makes by itself; they do not keep a session awake. */
const BACKGROUND_HEADER = 'x-background'

interface SessionContent {
  readonly id: string
  readonly staffId: StaffId
  readonly madeAt: number
  readonly seenAt: number
}

declare module '@fastify/secure-session' {
  interface SessionData {
    console: SessionContent
  }
}

type Session = ReturnType<FastifyInstance['createSecureSession']>

/** Over TLS the cookie is `Secure`; a browser would not let the plain port overwrite it, hence another name there. */
type CookieKind = 'secure' | 'plain'
const COOKIE_NAMES = { secure: 'branch_board_tls', plain: 'branch_board' } as const

const cookieKind = (request: FastifyRequest): CookieKind => (request.protocol === 'https' ? 'secure' : 'plain')

const sessionsOf = (request: FastifyRequest) => request as FastifyRequest & Record<CookieKind, Session>

export async function registerSessions(app: FastifyInstance, keys: HubKeys): Promise<void> {
  const cookie = { path: '/console', httpOnly: true, sameSite: 'strict' } as const
  await app.register(secureSession, [
    { sessionName: 'plain', cookieName: COOKIE_NAMES.plain, key: keys.sessionKey, expiry: LIFE_MS / 1000, cookie },
    {
      sessionName: 'secure',
      cookieName: COOKIE_NAMES.secure,
      key: keys.sessionKey,
      expiry: LIFE_MS / 1000,
      cookie: { ...cookie, secure: true },
    },
  ])
}

export interface Visitor {
  readonly account: StaffAccount | null
  readonly mustChangePassword: boolean
  readonly visit: Visit
}

const NOBODY = { account: null, mustChangePassword: false } as const

/** Who sends this request, and what it may do to its session. */
export async function visitorOf(app: FastifyInstance, office: Office, request: FastifyRequest): Promise<Visitor> {
  const kind = cookieKind(request)
  const session = sessionsOf(request)[kind]
  const content = contentOf(session)
  const found = content ? await accountOf(office, content) : NOBODY
  const now = office.clock.now()
  if (content && found.account && now - content.seenAt > TOUCH_MS && !request.headers[BACKGROUND_HEADER]) {
    session.set('console', { ...content, seenAt: now })
  }
  return {
    ...found,
    visit: {
      address: request.ip,
      local: isLoopback(request.ip),
      startSession(staffId) {
        // Not the moment the request came in: what it did, a new password above all, lies before its session.
        const madeAt = office.clock.now()
        const id = newId<string>(madeAt, office.random)
        const fresh = app.createSecureSession({})
        fresh.set('console', { id, staffId, madeAt, seenAt: madeAt } satisfies SessionContent)
        sessionsOf(request)[kind] = fresh
      },
      async endSession() {
        if (content) await endSession(office, content)
        session.delete()
      },
    },
  }
}

/** The account behind a socket's handshake; null when there is none. A socket does not keep a session awake. */
export async function accountOfCookie(
  app: FastifyInstance,
  office: Office,
  cookieHeader: string | undefined,
): Promise<StaffAccount | null> {
  const cookies = app.parseCookie(cookieHeader ?? '')
  for (const kind of ['secure', 'plain'] as const) {
    const sealed = cookies[COOKIE_NAMES[kind]]
    const content = sealed === undefined ? null : contentOf(app.decodeSecureSession(sealed, undefined, kind))
    const { account, mustChangePassword } = content ? await accountOf(office, content) : NOBODY
    if (account && !mustChangePassword) return account
  }
  return null
}

const contentOf = (session: Session | null): SessionContent | null => session?.get('console') ?? null

async function accountOf(office: Office, content: SessionContent): Promise<Omit<Visitor, 'visit'>> {
  const { staff } = office.store.read
  const now = office.clock.now()
  if (now - content.seenAt > IDLE_MS || now - content.madeAt > LIFE_MS) return NOBODY
  const password = await staff.password(content.staffId)
  if (!password || password.changedAt > content.madeAt || (await staff.sessionOver(content.id))) return NOBODY
  const account = (await staff.all()).find(each => each.staffId === content.staffId && each.active)
  return account ? { account, mustChangePassword: password.mustChange } : NOBODY
}

async function endSession(office: Office, content: SessionContent): Promise<void> {
  const until = (content.madeAt + LIFE_MS) as Millis
  await office.store.write({ type: 'hub' }, work => work.staffSecrets.endSession(content.id, until, office.clock.now()))
}

export const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.')
