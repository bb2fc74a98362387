import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import { withNote } from '../../../shared/people/names.ts'
import { timeText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Dialog } from '../../pages/ui/dialog.tsx'
import { Select, TextField } from '../../pages/ui/inputs.tsx'
import { PeoplePicker } from '../../pages/ui/person-picker.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { personOf } from '../members/member-row.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { personById, tilesOf, type Tile, type Wall } from './wall-model.ts'
import css from './activities.module.css'
import parts from './attendance.module.css'

const REASONS = ['illness', 'away', 'work', 'family', 'other'] as const

interface PersonDialogProps {
  readonly wall: Wall
  readonly memberId: MemberId
  readonly onClose: () => void
}

/** One person of the wall: confirm by hand, leave, take back. */
export function PersonDialog({ wall, memberId, onClose }: PersonDialogProps) {
  const { person: text, wall: wallText } = words().activities
  const { timeZone } = hubState.value
  const person = personById(wall, memberId)
  const tile = tilesOf(wall, timeZone).find(each => each.person.memberId === memberId)
  if (!person || !tile) return null
  const title = withNote(person.name, person.nameNote)
  const props = { wall, tile, name: person.name, onClose }
  const state =
    tile.at !== null && tile.way !== null
      ? cameText(tile, timeZone)
      : tile.leave !== null
        ? `${wallText.leave}（${text.leaveReasons[REASONS.find(each => each === tile.leave) ?? 'other']}）`
        : wallText.notYet
  return (
    <Dialog title={title} width="narrow" onClose={onClose}>
      <p class={css.personState}>
        {person.group} · <b>{state}</b>
      </p>
      {wall.planned.state !== 'planned' ? (
        <p>{text.lockedClosed}</p>
      ) : tile.state === 'present' ? (
        <Strike {...props} />
      ) : (
        <>
          {tile.leaveAsked !== null && tile.leave === null && <Asked {...props} />}
          <Confirm {...props} />
          <Leave {...props} />
        </>
      )}
    </Dialog>
  )
}

/** 14:36 刷卡 · 16:50 离开 */
function cameText(tile: Tile, timeZone: string): string {
  const { activities, attendance } = words()
  if (tile.at === null || tile.way === null) return ''
  const came = activities.person.signedAt(timeText(tile.at, timeZone), activities.wall.ways[tile.way])
  return tile.outAt === null ? came : `${came} · ${attendance.wall.out(timeText(tile.outAt, timeZone))}`
}

/** A request for leave from a kiosk or a phone. */
function Asked({ wall, tile, name, onClose }: ActProps) {
  const { activities, attendance } = words()
  const { leave: text } = attendance
  const reason = REASONS.find(each => each === tile.leaveAsked) ?? 'other'
  const key = { activityId: wall.planned.activity.activityId, memberId: tile.person.memberId }
  const [why, setWhy] = useState('')
  const grant = useMutation(
    () => api.activities.setLeave.mutate({ ...key, reason }),
    () => text.granted(name),
  )
  const refuse = useMutation(
    () => api.activities.refuseLeave.mutate({ ...key, why: why.trim() }),
    () => text.refused(name),
  )
  const run = async (answer: { run: () => Promise<{ readonly ok: boolean }> }) => {
    if ((await answer.run()).ok) onClose()
  }
  return (
    <section class={css.act}>
      <b>{text.asked(activities.person.leaveReasons[reason])}</b>
      <ProblemList problems={grant.problems ?? refuse.problems} />
      <TextField label={text.refuseWhy} maxLength={200} value={why} onChange={setWhy} />
      <div class={parts.answer}>
        <Button kind="primary" icon="tick" busy={grant.busy} why={offlineWhy()} onClick={() => void run(grant)}>
          {text.grant}
        </Button>
        <Button busy={refuse.busy} why={offlineWhy()} onClick={() => void run(refuse)}>
          {text.refuse}
        </Button>
      </div>
    </section>
  )
}

interface ActProps {
  readonly wall: Wall
  readonly tile: Tile
  readonly name: string
  readonly onClose: () => void
}

function Confirm({ wall, tile, name, onClose }: ActProps) {
  const { person: text } = words().activities
  const { activityId } = wall.planned.activity
  const confirm = useMutation(
    () => api.activities.confirm.mutate({ activityId, memberIds: [tile.person.memberId] }),
    () => text.confirmed(name),
  )
  const run = async () => {
    if ((await confirm.run()).ok) onClose()
  }
  return (
    <section class={css.act}>
      <ProblemList problems={confirm.problems} />
      <Button kind="primary" icon="tick" busy={confirm.busy} why={offlineWhy()} autofocus onClick={() => void run()}>
        {text.confirm}
      </Button>
      <p>{text.confirmNote}</p>
    </section>
  )
}

function Leave({ wall, tile, name, onClose }: ActProps) {
  const { person: text } = words().activities
  const { activityId } = wall.planned.activity
  const [reason, setReason] = useState<(typeof REASONS)[number]>('away')
  const set = useMutation(
    (next: (typeof REASONS)[number] | null) =>
      api.activities.setLeave.mutate({ activityId, memberId: tile.person.memberId, reason: next }),
    () => (tile.leave === null ? text.leaveDone(name) : text.leaveBack(name)),
  )
  const run = async () => {
    if ((await set.run(tile.leave === null ? reason : null)).ok) onClose()
  }
  return (
    <section class={css.act}>
      <ProblemList problems={set.problems} />
      {tile.leave === null && (
        <Select
          label={text.leaveReason}
          value={reason}
          options={REASONS.map(value => ({ value, label: text.leaveReasons[value] }))}
          onChange={setReason}
        />
      )}
      <Button busy={set.busy} why={offlineWhy()} onClick={() => void run()}>
        {tile.leave === null ? text.leave : text.withdrawLeave}
      </Button>
    </section>
  )
}

function Strike({ wall, tile, name, onClose }: ActProps) {
  const { person: text } = words().activities
  const { activityId } = wall.planned.activity
  const [why, setWhy] = useState('')
  const [tried, setTried] = useState(false)
  const strike = useMutation(
    () => api.activities.strike.mutate({ activityId, memberId: tile.person.memberId, why: why.trim() }),
    () => text.struckDone(name),
  )
  const run = async () => {
    setTried(true)
    if (why.trim().length < 2) return
    if ((await strike.run()).ok) onClose()
  }
  return (
    <section class={css.act}>
      <ProblemList problems={strike.problems} />
      <TextField
        label={text.strikeWhy}
        required
        maxLength={200}
        hint={text.strikeWhyHint}
        value={why}
        onChange={setWhy}
        error={tried && why.trim().length < 2 ? text.whyNeeded : null}
      />
      <Button busy={strike.busy} why={offlineWhy()} onClick={() => void run()}>
        {text.strike}
      </Button>
    </section>
  )
}

/** Anybody of the roster who is there: card forgotten, screen broken, or not expected. */
export function OthersDialog({ wall, onClose }: { wall: Wall; onClose: () => void }) {
  const { person: text } = words().activities
  const { activityId } = wall.planned.activity
  const [ids, setIds] = useState<readonly string[]>([])
  const members = useQuery(['member', 'list'], () => api.members.list.query())
  const here = new Set<string>(wall.attendance.map(each => each.memberId))
  const picked = (members.data ?? []).filter(each => ids.includes(each.memberId))
  const confirm = useMutation(
    () => api.activities.confirm.mutate({ activityId, memberIds: picked.map(each => each.memberId) }),
    () => text.confirmed(picked.map(each => each.name).join('、')),
  )
  const run = async () => {
    if ((await confirm.run()).ok) onClose()
  }
  return (
    <Dialog
      title={text.othersTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{kitWords().cancel}</Button>
          {picked.length > 0 && (
            <Button kind="primary" icon="tick" busy={confirm.busy} why={offlineWhy()} onClick={() => void run()}>
              {text.othersConfirm(picked.length)}
            </Button>
          )}
        </>
      }
    >
      <div class={css.others}>
        <Loading of={members}>
          {all => (
            <PeoplePicker
              label={words().activities.form.people}
              hint={text.othersHint}
              autofocus
              people={all.filter(each => each.status === 'active' && !here.has(each.memberId)).map(personOf)}
              values={ids}
              onChange={setIds}
            />
          )}
        </Loading>
        <ProblemList problems={confirm.problems} />
      </div>
    </Dialog>
  )
}
