import { hashOf } from '../../shared/base/bytes.ts'
import { must } from '../../shared/base/check.ts'
import { refuse } from '../../shared/base/problem.ts'
import type { Author, FactBody } from '../../shared/journal/facts.ts'
import { envelopeText, openEnvelopeText } from '../../shared/sync/envelope.ts'
import { KEY_CHANGES_MAX, type KeyChange } from '../../shared/sync/key-change.ts'
import { documentText, keyChangeText } from '../../shared/sync/signing.ts'
import type { Signer } from './feeds.ts'
import type { Office, Work } from './ports.ts'

/** More documents than any board holds. */
const BOARD_MAX = 1_000_000

/**
 * Announces the office's own key under the name of the one before, and signs anew what hangs on the walls: from here on
 * nothing that the old key signs counts.
 * @param office whose signer is the new key
 * @param old the key that kiosks have pinned until now
 * @throws Refusal NOT_FOUNDED | KEY_CHANGES_FULL
 */
export async function announceKey(
  office: Office,
  by: Author,
  old: Signer,
  why: FactBody<'hub.keyChanged'>['why'],
): Promise<KeyChange> {
  return await office.store.write(by, async work => {
    const founded = await work.branch.founded()
    if (!founded) refuse('NOT_FOUNDED', { zh: '还没有建立支部，不用换钥匙。', en: 'There is no branch yet.' })
    const no = (await work.trust.keyChanges()).length + 1
    if (no > KEY_CHANGES_MAX) {
      refuse('KEY_CHANGES_FULL', {
        zh: '钥匙换得太多了，请重新配对公开屏。',
        en: 'Too many changes; pair the kiosks anew.',
      })
    }
    const said = { no, from: old.publicKey, to: office.signer.publicKey, time: office.clock.now() }
    const text = keyChangeText(must(founded, 'refused above').hubId, said)
    const change: KeyChange = { ...said, sig: old.sign(text), proof: office.signer.sign(text) }
    await work.append({ kind: 'hub.keyChanged', body: { ...change, why } })
    await signBoardAnew(office, work)
    return change
  })
}

async function signBoardAnew({ signer }: Office, work: Work): Promise<void> {
  for (const { id, text } of await work.feeds.after('board', 0, BOARD_MAX)) {
    const document = text === null ? null : openEnvelopeText(text)
    if (document === null) continue
    const renewed = envelopeText(document, signer.keyId, signer.sign(documentText(document)))
    await work.feeds.put('board', id, hashOf(renewed), renewed)
  }
}
