import type { EntryId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { EraseReason } from '../../../shared/people/erasure.ts'
import type { Office } from '../ports.ts'

/**
 * Erases what was written beside an entry (PIPL art. 47); the entry itself, its points and its day stay (RV40).
 * @throws Refusal ENTRY_UNKNOWN, NOTE_NONE, NOTE_ERASED
 */
export async function eraseEntryNote(
  office: Office,
  by: Author,
  { entryId, reason }: { readonly entryId: EntryId; readonly reason: EraseReason },
): Promise<void> {
  await office.store.write(by, async work => {
    if (!(await work.ledger.one(entryId))) {
      refuse('ENTRY_UNKNOWN', { zh: '台账里没有这条登记。', en: 'The ledger has no such entry.' })
    }
    const noteId = await work.ledger.noteId(entryId)
    if (noteId === null) refuse('NOTE_NONE', { zh: '这条登记没有说明。', en: 'This entry has no note.' })
    if ((await work.words.get(noteId)) === null) {
      refuse('NOTE_ERASED', { zh: '这条说明已经抹去。', en: 'This note was erased already.' })
    }
    await work.eraseWords(noteId)
    await work.append({ kind: 'entry.noteErased', body: { entryId, reason } })
  })
}
