import { useState } from 'preact/hooks'
import { withNote } from '../../../shared/people/names.ts'
import { dateText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { words } from '../text/words.ts'
import type { TalkRow } from './model.ts'
import { mayErase } from '../parts/erase-dialog.tsx'
import { EraseTalkDialog, FollowUpDialog } from './talk-dialogs.tsx'
import { useByName } from './use-by-name.ts'
import css from './care.module.css'

type Asking = { readonly what: 'follow' | 'erase'; readonly talk: TalkRow }

/** Every talk, newest first. */
export function TalksCard({ talks }: { talks: readonly TalkRow[] }) {
  const { care } = words()
  const [typed, setTyped] = useState('')
  const [asking, setAsking] = useState<Asking | null>(null)
  const rows = useByName(talks, typed)
  return (
    <Card
      title={care.talksTitle(rows.length)}
      side={<FindBox value={typed} placeholder={care.find} onChange={setTyped} />}
    >
      {talks.length === 0 && <EmptyState icon="people" text={care.talksNone} />}
      {talks.length > 0 && rows.length === 0 && <EmptyState text={words().find.none} />}
      <ul class={css.people}>
        {rows.map(talk => (
          <Talk key={talk.talkId} talk={talk} onAsk={what => setAsking({ what, talk })} />
        ))}
      </ul>
      {asking?.what === 'follow' && <FollowUpDialog talk={asking.talk} onClose={() => setAsking(null)} />}
      {asking?.what === 'erase' && <EraseTalkDialog talk={asking.talk} onClose={() => setAsking(null)} />}
    </Card>
  )
}

function Talk({ talk, onAsk }: { talk: TalkRow; onAsk: (what: Asking['what']) => void }) {
  const { care } = words()
  const { followUpOn, due, metOn, words: said } = talk
  return (
    <li>
      <header>
        <h3>{withNote(talk.name, talk.nameNote)}</h3>
        <span>{dateText(talk.date)}</span>
        {said && <span>{care.talkLine(said.by, care.reasons[said.reason])}</span>}
        {followUpOn && (
          <Tag tone={due ? 'wait' : 'plain'} icon={null}>
            {metOn
              ? care.metOn(dateText(metOn))
              : due
                ? care.dueOn(dateText(followUpOn))
                : care.followOn(dateText(followUpOn))}
          </Tag>
        )}
      </header>
      <p>{said?.said ?? care.erased}</p>
      {talk.notes.map(note => (
        <p key={note.date} class={css.said}>
          {care.note(dateText(note.date), note.words)}
        </p>
      ))}
      {said && (
        <div class={css.acts}>
          <Button size="small" kind={due ? 'primary' : 'outline'} onClick={() => onAsk('follow')}>
            {care.acts.followUp}
          </Button>
          {mayErase() && (
            <Button size="small" onClick={() => onAsk('erase')}>
              {care.acts.erase}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
