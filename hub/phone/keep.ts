import * as v from 'valibot'
import { bytesToHex, hexToBytes } from '../../shared/base/bytes.ts'
import { parseBranchTag } from '../../shared/passes/digits.ts'
import { phoneSecret } from '../../shared/passes/phone.ts'
import type { PhoneOffer } from '../../shared/passes/phone-offer.ts'
import type { PhoneRef } from '../../shared/people/roster.ts'

/** What the phone keeps: its one enrolment, in the storage of the browser. */

export interface Kept {
  readonly offer: PhoneOffer
  /** What this phone made up for itself when it claimed the code; hex. */
  readonly claim: string
  /** Whether the hub has said yes. Until then the claim is made again. */
  readonly claimed: boolean
}

export interface Keep {
  /** False where the browser keeps nothing (private browsing, site data blocked). */
  readonly works: boolean
  read(): Kept | null
  write(kept: Kept): void
  forget(): void
  language(): 'zh' | 'en'
  setLanguage(language: 'zh' | 'en'): void
}

const NAME = 'branch-board.phone'
const LANGUAGE = 'branch-board.phone.language'

const StoredSchema = v.object({
  tag: v.string(),
  ref: v.pipe(v.string(), v.regex(/^[0-9a-f]{10}$/)),
  secret: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  branchName: v.string(),
  memberName: v.string(),
  claim: v.string(),
  claimed: v.boolean(),
})

/** @param storage asked for only here: in some browsers the mere question throws */
export function openKeep(storage: () => Storage): Keep {
  const place = tried(storage)
  return {
    works: place !== null,
    read() {
      const text = place?.getItem(NAME) ?? null
      const stored = text === null ? null : v.safeParse(StoredSchema, parsed(text))
      const branchTag = stored?.success ? parseBranchTag(stored.output.tag) : null
      if (!stored?.success || !branchTag) return null
      const { ref, secret, branchName, memberName, claim, claimed } = stored.output
      const mine = phoneSecret(hexToBytes(secret))
      return { offer: { branchTag, ref: ref as PhoneRef, secret: mine, branchName, memberName }, claim, claimed }
    },
    write({ offer, claim, claimed }) {
      const { branchTag: tag, ref, secret, branchName, memberName } = offer
      const stored = { tag, ref, secret: bytesToHex(secret), branchName, memberName, claim, claimed }
      place?.setItem(NAME, JSON.stringify(stored))
    },
    forget: () => place?.removeItem(NAME),
    language: () => (place?.getItem(LANGUAGE) === 'en' ? 'en' : 'zh'),
    setLanguage: language => place?.setItem(LANGUAGE, language),
  }
}

/** The storage, if it really keeps something. */
function tried(storage: () => Storage): Storage | null {
  try {
    const place = storage()
    place.setItem(`${NAME}.try`, '1')
    const works = place.getItem(`${NAME}.try`) === '1'
    place.removeItem(`${NAME}.try`)
    return works ? place : null
  } catch {
    // SecurityError or QuotaExceededError, by browser: each means that nothing can be kept.
    return null
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Somebody else's text under our name is as good as none.
    return null
  }
}
