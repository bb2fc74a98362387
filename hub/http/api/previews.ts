import { newId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Office } from '../../office/ports.ts'

/** Imports wait here between their preview and the confirmation, per hub process; a forgotten one is dropped. */
const KEPT = 8

export interface Previews<T> {
  /** @returns the token that the confirmation brings back */
  keep(office: Office, preview: T): string
  /** Hands a preview out once. @throws Refusal PREVIEW_GONE */
  take(office: Office, token: string): T
}

export function makePreviews<T>(): Previews<T> {
  const byOffice = new WeakMap<Office, Map<string, T>>()
  return {
    keep(office, preview) {
      const kept = byOffice.get(office) ?? new Map<string, T>()
      byOffice.set(office, kept)
      const token = newId<string>(office.clock.now(), office.random)
      kept.set(token, preview)
      if (kept.size > KEPT) kept.delete(kept.keys().next().value ?? '')
      return token
    },
    take(office, token) {
      const kept = byOffice.get(office)
      const preview = kept?.get(token)
      if (!kept || preview === undefined) {
        refuse('PREVIEW_GONE', {
          zh: '预览已经过期，请重新选择文件。',
          en: 'The preview is gone; choose the file again.',
        })
      }
      kept.delete(token)
      return preview
    },
  }
}
