import { useState } from 'preact/hooks'
import type { ActivityId, MemberId } from '../../../shared/base/ids.ts'
import { addDays, dateOf, plainDateAt } from '../../../shared/base/plain-date.ts'
import { dayText } from '../../pages/format.ts'
import { ConfirmDialog, Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Select, TextField } from '../../pages/ui/inputs.tsx'
import { PersonPicker } from '../../pages/ui/person-picker.tsx'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { personOf } from '../members/member-row.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import type { ConflictRow } from './model.ts'

interface Props {
  readonly row: ConflictRow
  readonly onClose: () => void
}

const looked = ({ conflictId, no }: ConflictRow) => ({ conflictId, upTo: no })

/** 看过了 or 是同一人: things stay as they are, with a word about it if there is one. */
export function SettleDialog({ row, how, onClose }: Props & { how: 'seen' | 'samePerson' }) {
  const { conflicts } = words()
  const [note, setNote] = useState('')
  const settle = useMutation(
    () => api.conflicts.settle.mutate({ ...looked(row), how, note: note.trim() }),
    () => conflicts.done[how],
  )
  const run = async () => {
    if ((await settle.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={how === 'seen' ? conflicts.seenTitle : conflicts.acts.samePerson}
      consequences={conflicts.seenWhat}
      confirm={conflicts.acts[how]}
      busy={settle.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <TextField
        label={conflicts.noteLabel}
        hint={conflicts.noteHint}
        maxLength={200}
        value={note}
        onChange={setNote}
      />
      <ProblemList problems={settle.problems} />
    </ConfirmDialog>
  )
}

export function StrikeDialog({ row, onClose }: Props) {
  const { conflicts } = words()
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const strike = useMutation(
    () => api.conflicts.strike.mutate({ ...looked(row), why: why.trim() }),
    () => conflicts.done.strike,
  )
  const run = async () => {
    setTried(true)
    if (why.trim().length < 2) return
    if ((await strike.run()).ok) onClose()
  }
  return (
    <ConfirmDialog
      title={conflicts.strikeTitle(row.who ?? conflicts.nobody)}
      consequences={conflicts.strikeWhat}
      confirm={conflicts.acts.strike}
      busy={strike.busy}
      why={offlineWhy()}
      onConfirm={() => void run()}
      onCancel={onClose}
    >
      <TextField
        required
        label={conflicts.strikeWhy}
        hint={conflicts.strikeWhyHint}
        maxLength={200}
        value={why}
        onChange={setWhy}
        error={tried && why.trim().length < 2 ? conflicts.whyNeeded : null}
      />
      <ProblemList problems={strike.problems} />
    </ConfirmDialog>
  )
}

/** Days before and after the scan that activities are offered of. */
const AROUND_DAYS = 62

/** 记到一项活动: which one, and who it was where the record names nobody. */
export function PlaceDialog({ row, onClose }: Props) {
  const at = row.said[0]?.at ?? row.held?.receivedAt
  const { timeZone } = hubState.value
  const day = at === undefined ? null : plainDateAt(at, timeZone)
  const choices = useQuery(['activity', 'place', day], async () => {
    const [activities, members] = await Promise.all([
      day === null
        ? []
        : api.activities.between.query({ from: addDays(day, -AROUND_DAYS), to: addDays(day, AROUND_DAYS) }),
      api.members.list.query(),
    ])
    return { activities: activities.filter(each => each.state !== 'cancelled'), members }
  })
  return <Loading of={choices}>{data => <PlaceForm row={row} day={day ?? ''} onClose={onClose} {...data} />}</Loading>
}

interface PlaceFormProps extends Props {
  readonly day: string
  readonly activities: readonly Pick<Awaited<ReturnType<typeof api.activities.between.query>>[number], 'activity'>[]
  readonly members: Awaited<ReturnType<typeof api.members.list.query>>
}

export function PlaceForm({ row, day, activities, members, onClose }: PlaceFormProps) {
  const { conflicts } = words()
  const sameDay = activities.find(each => each.activity.start.startsWith(day))
  const [activityId, setActivity] = useState<ActivityId | null>(sameDay?.activity.activityId ?? null)
  const [memberId, setMember] = useState<MemberId | null>(null)
  const place = useMutation(
    (id: ActivityId) => api.conflicts.place.mutate({ ...looked(row), activityId: id, memberId }),
    () => conflicts.done.place,
  )
  const asksWho = row.who === null
  const lacking = activityId === null ? conflicts.activityNeeded : asksWho && !memberId ? conflicts.memberNeeded : null
  const run = async () => {
    if (activityId !== null && lacking === null && (await place.run(activityId)).ok) onClose()
  }
  return (
    <Dialog
      title={conflicts.placeTitle}
      onClose={onClose}
      actions={
        <DialogActs
          label={conflicts.acts.place}
          busy={place.busy}
          why={offlineWhy() ?? lacking}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <p>{conflicts.placeWhat}</p>
      <Select<ActivityId>
        label={conflicts.activity}
        hint={conflicts.activityHint}
        value={activityId}
        options={activities.map(({ activity }) => ({
          value: activity.activityId,
          label: `${dayText(dateOf(activity.start))} ${activity.start.slice(11)} ${activity.title}`,
        }))}
        onChange={setActivity}
        error={problemAt(place.problems, 'activityId')}
      />
      {asksWho && (
        <PersonPicker
          label={conflicts.member}
          people={members.map(personOf)}
          value={memberId}
          onChange={id => setMember(members.find(each => each.memberId === id)?.memberId ?? null)}
        />
      )}
      <ProblemList problems={problemsElsewhere(place.problems, ['activityId'])} />
    </Dialog>
  )
}
