import { useState } from 'preact/hooks'
import { dateOf, type PlainDate } from '../../../shared/base/plain-date.ts'
import { dateText } from '../../pages/format.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { Select, TextField } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { problemAt, ProblemList, problemsElsewhere } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import css from './items.module.css'

/** General meetings of the autumn before and of the year, as far as they have been held. */
const meetingsOf = async (cycle: number) => {
  const range = { from: `${cycle - 1}-10-01` as PlainDate, to: today() }
  const all = range.to < range.from ? [] : await api.activities.between.query(range)
  return all
    .filter(({ activity, state }) => activity.type === 'generalMeeting' && state !== 'cancelled')
    .map(({ activity }) => ({ activityId: activity.activityId, title: activity.title, date: dateOf(activity.start) }))
    .toReversed()
}

/** That the members' meeting was told the draft: which meeting, its day, the number of its minutes. */
export function BriefDialog({ cycle, onClose }: { cycle: number; onClose: () => void }) {
  const { january } = words()
  const meetings = useQuery(['activity', 'general', cycle], () => meetingsOf(cycle))
  const [chosen, setChosen] = useState<string>('')
  const [day, setDay] = useState<PlainDate | null>(null)
  const [minutesNo, setMinutesNo] = useState('')
  const meeting = meetings.data?.find(each => each.activityId === chosen)
  const date = meeting?.date ?? day
  const run = useMutation(
    (held: PlainDate) =>
      api.scheme.brief.mutate({ cycle, date: held, minutesNo, activityId: meeting?.activityId ?? null }),
    () => january.briefDone,
  )
  const confirm = async () => {
    if (date && (await run.run(date)).ok) onClose()
  }
  const ready = date !== null && minutesNo.trim() !== ''
  return (
    <Dialog
      title={january.briefTitle}
      width="narrow"
      onClose={onClose}
      actions={
        <DialogActs
          label={january.acts.brief}
          busy={run.busy}
          why={offlineWhy() ?? (ready ? null : kitWords().required)}
          onAct={() => void confirm()}
          onCancel={onClose}
        />
      }
    >
      <p class={css.quiet}>{january.briefNote}</p>
      <Select
        label={january.meeting}
        value={chosen}
        options={[
          { value: '', label: january.meetingNone },
          ...(meetings.data ?? []).map(each => ({
            value: each.activityId as string,
            label: january.meetingOption(dateText(each.date), each.title),
          })),
        ]}
        onChange={setChosen}
        error={problemAt(run.problems, 'activityId')}
      />
      <DateField
        required
        label={january.briefDate}
        value={date}
        max={today()}
        onChange={next => {
          setDay(next)
          setChosen('')
        }}
        error={problemAt(run.problems, 'date')}
      />
      <TextField
        required
        label={january.minutesNo}
        hint={january.minutesHint}
        value={minutesNo}
        maxLength={60}
        onChange={setMinutesNo}
        error={problemAt(run.problems, 'minutesNo')}
      />
      <ProblemList problems={problemsElsewhere(run.problems, ['activityId', 'date', 'minutesNo'])} />
    </Dialog>
  )
}
