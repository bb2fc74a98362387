import * as v from 'valibot'
import { hashOf, type Hash } from '../base/bytes.ts'
import { canonical, type Json } from '../base/canonical.ts'
import { idSchema, MillisSchema, type KioskId, type NoticeId } from '../base/ids.ts'
import { PlainDateSchema } from '../base/plain-date.ts'
import { err, ok, type Result } from '../base/result.ts'
import { leafHash, linkHash, type JournalHead, type Sha256 } from '../journal/chain.ts'
import { FACTS, JournalLineSchema } from '../journal/facts.ts'
import { DocumentSchema, type BoardDocument } from '../notices/document.ts'
import { mergeDay, NOTHING_SHOWN, type ShownDay } from '../notices/shown-days.ts'
import { shownDoc, type ShownDoc } from '../notices/shown-doc.ts'
import { EnvelopeSchema } from './envelope.ts'
import { CountSchema, HashSchema, KeyIdSchema, PositionSchema, PublicKeySchema, SignatureSchema } from './fields.ts'
import { SignedJournalHeadSchema } from './hello.ts'
import { keyIdOf } from './key-id.ts'
import { journalHeadText } from './signing.ts'
import type { VerifySignature } from './signature.ts'

/**
 * The evidence behind a certificate of publication (公示证明): the journal lines that tell of one revision of a notice,
 * and every link of the chain from its publication to a signed head. Whoever has the file can check it without the hub:
 * nothing in it can be changed by others, and not by the hub either once anybody has seen a later head (NT37).
 */

const time = v.nullable(MillisSchema)

const ReportSchema = v.strictObject({
  kioskId: idSchema<KioskId>(),
  day: PlainDateSchema,
  first: time,
  last: time,
  openedFirst: time,
  openedLast: time,
  unsure: v.boolean(),
})
export type EvidenceReport = v.InferOutput<typeof ReportSchema>

export const EvidenceSchema = v.strictObject({
  type: v.literal('branch-board/shown-evidence'),
  v: v.literal(1),
  notice: v.strictObject({ docId: idSchema<NoticeId>(), rev: PositionSchema }),
  /** The chain before the first of the leaves. */
  before: v.strictObject({ size: CountSchema, hash: HashSchema }),
  /** Of every line from there to the head: H(00 ‖ length ‖ line). */
  leaves: v.array(HashSchema),
  /** The publication, and everything that screens told of this revision, exactly as the journal has them. */
  lines: v.array(v.strictObject({ no: PositionSchema, line: v.string() })),
  head: SignedJournalHeadSchema,
  hubKey: PublicKeySchema,
  /** What the lines come to, per screen and day: recomputed by whoever checks. */
  reports: v.array(ReportSchema),
  /** As the hub judged them when the file was made. */
  days: v.array(v.strictObject({ day: PlainDateSchema, state: v.string(), on: v.array(v.string()) })),
  screens: v.array(v.strictObject({ kioskId: idSchema<KioskId>(), place: v.string() })),
  madeAt: MillisSchema,
  timeZone: v.string(),
})
export type Evidence = v.InferOutput<typeof EvidenceSchema>

const FileSchema = v.strictObject({ evidence: v.unknown(), k: KeyIdSchema, s: SignatureSchema })

const evidenceText = (evidence: Evidence): string =>
  `branch-board/shown-evidence/1\n${canonical(evidence as unknown as Json)}`

/** The file's text: indented, for people who open it. */
export function signEvidence(evidence: Evidence, sign: (text: string) => string): string {
  const signed = { evidence, k: keyIdOf(evidence.hubKey), s: sign(evidenceText(evidence)) }
  return `${JSON.stringify(signed, null, 1)}\n`
}

/** What is wrong with a file, in the order in which it is looked at. */
export type EvidenceFault =
  | 'malformed'
  | 'badSignature'
  | 'badHead'
  /** The links do not lead to the head, or a line is not the one that is linked there. */
  | 'brokenChain'
  /** The publication is missing, or is not of this revision. */
  | 'noPublication'
  /** What it says of screens and days is not what the lines say. */
  | 'otherReports'

export interface CheckedEvidence {
  readonly evidence: Evidence
  readonly document: BoardDocument
  /** SHA-256 of the document's text as it was signed and published. */
  readonly fingerprint: Hash
}

/**
 * @param known a head of the same journal that was seen elsewhere (on a screen, on a printed notice), with the file's
 *   own size: then not even the hub itself can have written the history anew
 */
export function checkEvidence(
  text: string,
  verify: VerifySignature,
  sha256: Sha256,
  known: JournalHead | null = null,
): Result<CheckedEvidence, EvidenceFault> {
  const evidence = parseFile(text)
  if (evidence === null) return err('malformed')
  const { file, body } = evidence
  if (file.k !== keyIdOf(body.hubKey) || !verify(body.hubKey, evidenceText(body), file.s)) return err('badSignature')
  const { head } = body
  if (!verify(body.hubKey, journalHeadText(head), head.sig)) return err('badHead')
  if (known && (known.size !== head.size || known.hash !== head.hash)) return err('badHead')
  if (!isChained(body, sha256)) return err('brokenChain')
  const published = publicationIn(body)
  if (!published) return err('noPublication')
  const reports = reportsOf(body)
  if (canonical(reports as unknown as Json) !== canonical(body.reports as unknown as Json)) return err('otherReports')
  return ok({ evidence: body, ...published })
}

function parseFile(text: string): { file: v.InferOutput<typeof FileSchema>; body: Evidence } | null {
  const file = v.safeParse(FileSchema, parseJson(text))
  const body = file.success ? v.safeParse(EvidenceSchema, file.output.evidence) : null
  return file.success && body?.success ? { file: file.output, body: body.output } : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof RangeError) return null
    throw cause
  }
}

function isChained({ before, leaves, lines, head }: Evidence, sha256: Sha256): boolean {
  if (before.size + leaves.length !== head.size) return false
  let hash = before.hash
  for (const leaf of leaves) hash = linkHash(sha256, hash, leaf)
  return (
    hash === head.hash &&
    lines.every(({ no, line }) => no > before.size && leaves[no - before.size - 1] === leafHash(sha256, line))
  )
}

/** Lines of the journal, read as facts. */
function* factsIn(lines: Evidence['lines']) {
  for (const { no, line } of lines) {
    const parsed = v.safeParse(JournalLineSchema, parseJson(line))
    if (parsed.success && parsed.output.no === no) yield parsed.output
  }
}

function publicationIn({ notice, lines }: Evidence): Pick<CheckedEvidence, 'document' | 'fingerprint'> | null {
  for (const { kind, body } of factsIn(lines)) {
    if (kind !== 'notice.published') continue
    const fact = v.safeParse(FACTS['notice.published'], body)
    if (!fact.success || fact.output.noticeId !== notice.docId || fact.output.rev !== notice.rev) continue
    const envelope = v.safeParse(EnvelopeSchema, parseJson(fact.output.envelope))
    const document = envelope.success ? v.safeParse(DocumentSchema, parseJson(envelope.output.p)) : null
    if (!envelope.success || !document?.success) continue
    const fingerprint = hashOf(envelope.output.p)
    if (fingerprint === fact.output.hash) return { document: document.output, fingerprint }
  }
  return null
}

/** What the lines say of this revision: the same fold as the hub's own table. */
export function reportsOf({ notice, lines }: Pick<Evidence, 'notice' | 'lines'>): EvidenceReport[] {
  const wanted: ShownDoc = shownDoc(notice)
  const reports = new Map<string, ShownDay & Pick<EvidenceReport, 'kioskId' | 'day'>>()
  for (const { kind, body, by } of factsIn(lines)) {
    if (kind !== 'shown.recorded' || by.type !== 'kiosk') continue
    const fact = v.safeParse(FACTS['shown.recorded'], body)
    if (!fact.success) continue
    for (const what of ['posted', 'opened'] as const) {
      for (const span of fact.output[what]) {
        if (!span.docs.includes(wanted)) continue
        const key = `${span.day} ${by.id}`
        const before = reports.get(key) ?? { ...NOTHING_SHOWN, kioskId: by.id, day: span.day }
        reports.set(key, { ...mergeDay(before, what, span), kioskId: by.id, day: span.day })
      }
    }
  }
  return [...reports.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, report]) => report)
}
