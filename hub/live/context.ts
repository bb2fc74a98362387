import type { RequestBody, RequestName, RequestReply } from '../../shared/sync/events.ts'
import type { Intake } from '../office/intake.ts'
import type { Office } from '../office/ports.ts'
import type { AppliedBook } from './applied-book.ts'
import type { Pages } from './pages.ts'
import type { Pairing } from './pairing.ts'
import type { Roll } from './roll.ts'
import type { Session } from './session.ts'

/** What every handler is given besides the message. */
export interface LiveContext {
  readonly office: Office
  readonly intake: Intake
  readonly pairing: Pairing
  readonly roll: Roll
  readonly applied: AppliedBook
  readonly pages: Pages
}

/** One message of a kiosk: whether strangers may send it, and what is done. */
export interface Handler<K extends RequestName> {
  readonly strangers: boolean
  readonly handle: (context: LiveContext, session: Session, body: RequestBody<K>) => Promise<RequestReply<K>>
}
