import { sha256 } from '@noble/hashes/sha2.js'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { must } from '../../../../shared/base/check.ts'
import type { Hash } from '../../../../shared/base/bytes.ts'
import type { JournalHead } from '../../../../shared/journal/chain.ts'
import { leafHash, linkHash } from '../../../../shared/journal/chain.ts'
import { checkEvidence, signEvidence, type Evidence } from '../../../../shared/sync/shown-evidence.ts'
import { isSignedBy, type VerifySignature } from '../../../../shared/sync/signature.ts'
import { signHead } from '../../../../shared/sync/welcome.ts'
import { evidenceOf } from '../../../../hub/office/notices/showing-evidence.ts'
import { nativeLeafHash } from '../../../../hub/store/native-chain.ts'
import { TEST_NOW } from '../../../fixtures/office.ts'
import {
  aShowingOffice,
  aShownRecord,
  docOf,
  HOUR,
  offline,
  publishAnnouncement,
  span,
} from '../../../fixtures/showing.ts'

/** A notice that two screens showed, its evidence, and a journal that went on. */
async function someEvidence() {
  const office = await aShowingOffice()
  const noticeId = await publishAnnouncement(office, { noticeDays: 5 })
  const other = await publishAnnouncement(office, { title: '另一份' })
  const [one, two] = [await office.kiosk(1), await office.kiosk(2)]
  await one.push(aShownRecord({ posted: [span([docOf(noticeId), docOf(other)], TEST_NOW - 60_000, TEST_NOW)] }))
  await two.push(aShownRecord({ posted: [span([docOf(other)], TEST_NOW)] }))
  office.clock.advance(HOUR)
  await two.push(
    aShownRecord({ posted: [span([docOf(noticeId)], TEST_NOW)], opened: [span([docOf(noticeId)], TEST_NOW)] }),
  )
  const input = { noticeId, rev: null }
  const text = await evidenceOf(office, office.store.read, offline, input, nativeLeafHash)
  return { office, noticeId, text, head: await office.store.read.journal.head() }
}

const check = (text: string, known: JournalHead | null = null, verify: VerifySignature = isSignedBy) =>
  checkEvidence(text, verify, sha256, known)

const faultOf = (...args: Parameters<typeof check>) => {
  const checked = check(...args)
  return checked.ok ? 'fine' : checked.error
}

test('NT37 the evidence checks without the hub: the document, every link to the signed head, and what the screens told', async () => {
  const { office, noticeId, text, head } = await someEvidence()
  const checked = check(text, head)
  if (!checked.ok) throw new Error(checked.error)
  const { evidence, document, fingerprint } = checked.value
  expect(document).toMatchObject({ docId: noticeId, rev: 1, title: '停水通知' })
  const steps = await office.store.read.notices.steps(noticeId)
  expect(evidence.before.size).toBe(
    must(
      steps.find(each => each.step === 'published'),
      'published',
    ).no - 1,
  )
  const onFile = await office.store.read.notices.one(noticeId)
  expect(onFile?.notice).toMatchObject({ is: 'published', live: { hash: fingerprint } })
  expect(evidence.reports.map(each => [each.first, each.last, each.openedFirst])).toEqual(
    expect.arrayContaining([
      [TEST_NOW - 60_000, TEST_NOW, null],
      [TEST_NOW, TEST_NOW, TEST_NOW],
    ]),
  )
  // The publication, and the two records that name it; of the rest only the links.
  expect(evidence.lines).toHaveLength(3)
  expect(evidence.leaves).toHaveLength(evidence.head.size - evidence.before.size)
  expect(text).not.toContain('另一份')
})

/** Puts another character in the place of one. */
const changed = (text: string, at: number): string => {
  const place = at % text.length
  const before = text.charCodeAt(place)
  return `${text.slice(0, place)}${String.fromCharCode(before === 48 ? 49 : 48)}${text.slice(place + 1)}`
}

const noChangePasses = (text: string, verify: VerifySignature): void =>
  fc.assert(
    fc.property(fc.nat(text.length - 1), at => {
      const other = changed(text, at)
      // Blanks between the members are nobody's statement.
      return text[at]?.trim() === '' || other === text || faultOf(other, null, verify) !== 'fine'
    }),
    { numRuns: 400, seed: 5 },
  )

test('NT37 whoever changes a character of it is found out; a check that skips the signature would not find all', async () => {
  const { text } = await someEvidence()
  noChangePasses(text, isSignedBy)
  expect(() => noChangePasses(text, () => true)).toThrow()
})

/** Somebody with the hub's own key writes the history anew: another line, all links after it, and new signatures. */
function forged(
  office: Awaited<ReturnType<typeof someEvidence>>['office'],
  text: string,
  change: (e: Evidence) => Evidence,
) {
  const { evidence } = JSON.parse(text) as { evidence: Evidence }
  const made = change(structuredClone(evidence))
  let hash: Hash = made.before.hash
  for (const leaf of made.leaves) hash = linkHash(sha256, hash, leaf)
  const { size, time } = made.head
  const head = signHead({ size, hash, time }, office.signer.sign)
  return signEvidence({ ...made, head }, office.signer.sign)
}

function rewritten(evidence: Evidence): Evidence {
  const lines = evidence.lines.map(({ no, line }) => ({
    no,
    line: line.replaceAll(String(TEST_NOW), String(TEST_NOW - 1)),
  }))
  const leaves = evidence.leaves.map((leaf, at) => {
    const line = lines.find(each => each.no === evidence.before.size + at + 1)
    return line ? leafHash(sha256, line.line) : leaf
  })
  return { ...evidence, lines, leaves }
}

test('NT37 not even the hub itself can tell another story once somebody has seen a head of the true one', async () => {
  const { office, text, head } = await someEvidence()
  expect(
    faultOf(
      forged(office, text, evidence => evidence),
      head,
    ),
  ).toBe('fine')
  expect(faultOf(forged(office, text, rewritten), head)).toBe('badHead')
  // Without the links redone it does not even hang together.
  const halfway = (evidence: Evidence) => ({ ...evidence, lines: rewritten(evidence).lines })
  expect(faultOf(forged(office, text, halfway))).toBe('brokenChain')
  const other = (evidence: Evidence) => ({
    ...evidence,
    reports: evidence.reports.map(each => ({ ...each, first: (TEST_NOW - 9 * HOUR) as never })),
  })
  expect(faultOf(forged(office, text, other), head)).toBe('otherReports')
  const unpublished = (evidence: Evidence) => ({ ...evidence, lines: evidence.lines.slice(1) })
  expect(faultOf(forged(office, text, unpublished), head)).toBe('noPublication')
  const left = (evidence: Evidence) => ({ ...evidence, leaves: evidence.leaves.slice(1) })
  expect(faultOf(forged(office, text, left))).toBe('brokenChain')
  expect(faultOf('{}')).toBe('malformed')
  expect(faultOf('')).toBe('malformed')
})
