import type { RequestName } from '../../shared/sync/events.ts'
import type { Handler } from './context.ts'
import { onApplied } from './on-applied.ts'
import { onEnrolPhone } from './on-enrol-phone.ts'
import { onHello } from './on-hello.ts'
import { onHistory } from './on-history.ts'
import { onPairBegin, onPairReveal } from './on-pair.ts'
import { onPull } from './on-pull.ts'
import { onPush } from './on-push.ts'

/** Every message a kiosk may send, and who answers it. */
export const HANDLERS: { readonly [K in RequestName]: Handler<K> } = {
  hello: onHello,
  push: onPush,
  pull: onPull,
  applied: onApplied,
  history: onHistory,
  enrolPhone: onEnrolPhone,
  pairBegin: onPairBegin,
  pairReveal: onPairReveal,
}
