import type { ActivityId } from '../../../shared/base/ids.ts'
import { dateOf, plainDateAt, plainDateTimeAt } from '../../../shared/base/plain-date.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { dateText, timeText } from '../../pages/format.ts'
import { EmptyState } from '../../pages/ui/card.tsx'
import { SlipPaper } from '../../pages/papers/slip.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { hoursText } from './activity-row.ts'
import { isToRead, type GuestRow } from './guests-card.tsx'
import type { Wall } from './wall-model.ts'

/** A guest's attendance slip: `#/slip-paper/<activity>/<guest>`. */
export function SlipPaperPage({ rest }: PageProps) {
  const [id = '', guestId = ''] = rest
  const activityId = id as ActivityId
  const { slip } = words().attendance
  const all = useQuery(
    ['guest', 'slip', activityId],
    async () => ({
      wall: await api.activities.wall.query({ activityId }),
      guests: await api.guests.ofActivity.query({ activityId }),
    }),
    ['activity'],
  )
  const guest = all.data?.guests.find(each => each.guestId === guestId)
  const ready = guest !== undefined && !isToRead(guest)
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('activities', activityId), label: slip.back }}
        title={slip.title}
        note={slip.paper}
        {...(ready && { print: slip.print })}
        warning={guest && !ready ? slip.notRead : null}
      />
      <main>
        <Loading of={all}>
          {({ wall }) =>
            ready ? (
              <SlipOf wall={wall} guest={guest} />
            ) : (
              <EmptyState icon="people" text={guest ? slip.notRead : words().attendance.guests.empty} />
            )
          }
        </Loading>
      </main>
    </>
  )
}

export function SlipOf({ wall, guest }: { wall: Pick<Wall, 'planned'>; guest: GuestRow }) {
  const { activities, attendance } = words()
  const { slip, guests } = attendance
  const { branchName, timeZone, head } = hubState.value
  const { activity } = wall.planned
  const said = (written: GuestRow['name'], read: string | undefined) =>
    read ?? (written?.kind === 'typed' ? written.text : guests.erased)
  const name = said(guest.name, guest.read?.name)
  const homeBranch = said(guest.homeBranch, guest.read?.homeBranch)
  const printed = slip.printedAt(plainDateTimeAt(now(), timeZone).replace('T', ' '))
  return (
    <SlipPaper
      heading={slip.title}
      no={[slip.no, guest.slipNo]}
      address={slip.address(homeBranch)}
      text={slip.text(name, homeBranch, activity.title)}
      facts={[
        [slip.activity, `${activities.types[activity.type]}　${activity.title}`],
        [slip.time, `${dateText(dateOf(activity.start))} ${hoursText(activity.start, activity.end)}`],
        [slip.place, activity.place],
        [slip.came, timeText(guest.at, timeZone)],
      ]}
      recorder={`${slip.recorder}：`}
      branch={branchName}
      stamp={slip.stamp}
      date={dateText(plainDateAt(now(), timeZone))}
      note={slip.note}
      foot={[printed, ...(head ? [`${slip.fingerprint} ${fingerprint(head.hash)}`] : [])]}
    />
  )
}
