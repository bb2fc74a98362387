import * as v from 'valibot'
import { bytesToHex, hexToBytes } from '../../shared/base/bytes.ts'
import type { DraftPlace } from './drafts.ts'
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
  /** Drafts of an enrolment that this one takes the place of are gone. */
  write(kept: Kept): void
  /** Drafts included. */
  forget(): void
  readonly drafts: DraftPlace
  language(): 'zh' | 'en'
  setLanguage(language: 'zh' | 'en'): void
}

const NAME = 'branch-board.phone'
const LANGUAGE = 'branch-board.phone.language'
const DRAFT = 'branch-board.phone.draft.'

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
  const drafts = draftsIn(place)
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
      const before = v.safeParse(StoredSchema, parsed(place?.getItem(NAME) ?? ''))
      if (before.success && before.output.ref !== ref) dropAll(drafts)
      place?.setItem(NAME, JSON.stringify(stored))
    },
    forget() {
      place?.removeItem(NAME)
      dropAll(drafts)
    },
    drafts,
    language: () => (place?.getItem(LANGUAGE) === 'en' ? 'en' : 'zh'),
    setLanguage: language => place?.setItem(LANGUAGE, language),
  }
}

function draftsIn(place: Storage | null): DraftPlace {
  const names = (): string[] => {
    const all = Array.from({ length: place?.length ?? 0 }, (_, at) => place?.key(at) ?? '')
    return all.filter(name => name.startsWith(DRAFT)).map(name => name.slice(DRAFT.length))
  }
  return {
    names,
    get: name => place?.getItem(DRAFT + name) ?? null,
    set(name, text) {
      try {
        place?.setItem(DRAFT + name, text)
        return place !== null
      } catch {
        // QuotaExceededError. What stood there before is older than what is on the screen.
        place?.removeItem(DRAFT + name)
        return false
      }
    },
    remove: name => place?.removeItem(DRAFT + name),
  }
}

const dropAll = (drafts: DraftPlace): void => drafts.names().forEach(drafts.remove)

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
