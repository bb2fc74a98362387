import type { MemberId } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { Icon, type IconName } from '../../pages/ui/icon.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { nowInBranch } from '../today.ts'
import { tileName, tilesOf, type Wall } from './wall-model.ts'
import css from './activities.module.css'

type Preview = Awaited<ReturnType<typeof api.activities.closing.query>>

/** Before an activity is closed: who gets the credit, who not and why, and what closing does not do. */
export function ClosingDialog({ wall, onClose }: { wall: Wall; onClose: () => void }) {
  const { closing: text } = words().activities
  const { activity } = wall.planned
  const { activityId } = activity
  const preview = useQuery(['attendance', 'closing', activityId], () => api.activities.closing.query({ activityId }), [
    'signIn',
    'leave',
    'entry',
    'scheme',
  ])
  const close = useMutation(
    () => api.activities.close.mutate({ activityId }),
    done => text.done(done.credits.length),
  )
  const run = async () => {
    if ((await close.run()).ok) onClose()
  }
  const { item } = wall
  return (
    <Dialog
      title={text.title(activity.title)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} autofocus>
            {kitWords().cancel}
          </Button>
          {preview.data && (
            <Button kind="primary" busy={close.busy} why={offlineWhy()} onClick={() => void run()}>
              {activity.itemCode === null ? text.confirmNone : text.confirm}
            </Button>
          )}
        </>
      }
    >
      {activity.end > nowInBranch() && (
        <p class={css.early}>
          <Icon name="clock" />
          {text.before}
        </p>
      )}
      <p>
        {item
          ? text.intro(item.code, item.title, item.points === null ? '' : pointsText(item.points, true))
          : text.introNone}
      </p>
      <Loading of={preview}>{data => <Groups wall={wall} preview={data} />}</Loading>
      <ProblemList problems={close.problems} />
    </Dialog>
  )
}

function Groups({ wall, preview }: { wall: Wall; preview: Preview }) {
  const { closing: text } = words().activities
  const without = preview.without.map(each => each.memberId)
  const why = preview.without[0]?.why
  const groups: readonly [icon: IconName, title: string, ids: readonly MemberId[], note?: string][] = [
    ['tick', text.due(preview.dueIds.length), preview.dueIds],
    ['ledger', text.credited(preview.creditedIds.length), preview.creditedIds],
    ['minus', text.without(without.length), without, why ? text.whys[why] : ''],
    ['calendar', text.onLeave(preview.onLeaveIds.length), preview.onLeaveIds],
    ['persono', text.absent(preview.absentIds.length), preview.absentIds, text.absentNote],
  ]
  const shown = groups.filter(
    ([, , ids], at) => ids.length > 0 || (at === 0 && wall.planned.activity.itemCode !== null),
  )
  return (
    <>
      <ul class={css.closing}>
        {shown.map(([icon, title, ids, note]) => (
          <li key={title}>
            <Icon name={icon} />
            <div>
              <b>{title}</b>
              {note && <small>{note}</small>}
              {ids.length > 0 && <p>{namesOf(wall, ids)}</p>}
            </div>
          </li>
        ))}
      </ul>
      <ul class={css.points}>
        {text.consequences.map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  )
}

/** In the wall's own order, by strokes; namesakes told apart as on the wall. */
function namesOf(wall: Wall, ids: readonly MemberId[]): string {
  const { numbered } = words().activities.wall
  return tilesOf(wall, hubState.value.timeZone)
    .filter(tile => ids.includes(tile.person.memberId))
    .map(tile => tileName(tile, false, numbered))
    .map(({ name, note }) => withNote(name, note))
    .join('、')
}
