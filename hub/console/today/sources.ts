import { addDays, dateOf, daysBetween, plainDateAt, type PlainDate } from '../../../shared/base/plain-date.ts'
import type { Millis } from '../../../shared/base/ids.ts'
import { agoText, dayText } from '../../pages/format.ts'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { now, nowInBranch, today } from '../today.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import type { Todo, TodoSource } from './todo.ts'

/** What the desks that exist ask of the secretary today. */

/** Activities so far back are looked at; older ones were left open on purpose. */
const BACK_DAYS = 60
/** A backup older than this is asked for. */
const BACKUP_DAYS = 7
/** From this month on, next year's holidays are announced. */
const HOLIDAYS_KNOWN_FROM = '-12-01'

type Planned = Pick<Awaited<ReturnType<typeof api.activities.between.query>>[number], 'activity' | 'state'>

/** A branch that has just been set up: the first hour, step by step. */
export const firstSteps: TodoSource = {
  id: 'firstSteps',
  label: words => words.today.sources.firstSteps,
  needs: 'members.read',
  desks: ['member', 'roster', 'scheme', 'activity', 'branch'],
  async ask() {
    const day = today()
    const [members, published, activities, settings] = await Promise.all([
      api.members.list.query(),
      api.scheme.published.query(),
      api.activities.between.query({ from: addDays(day, -365), to: addDays(day, 365) }),
      api.settings.get.query(),
    ])
    return firstStepTodos({
      roster: members.length > 0,
      scheme: published.length > 0,
      activity: activities.length > 0,
      pin: settings?.servicePin ?? false,
    })
  },
}

export function firstStepTodos(done: { roster: boolean; scheme: boolean; activity: boolean; pin: boolean }): Todo[] {
  const { today: say } = words()
  const steps: readonly (Pick<Todo, 'icon' | 'title' | 'note' | 'href'> & { readonly id: keyof typeof done })[] = [
    {
      id: 'roster',
      icon: 'people',
      title: say.importRoster,
      note: say.importRosterNote,
      href: hrefTo('members', 'import'),
    },
    { id: 'scheme', icon: 'items', title: say.publishScheme, note: say.publishSchemeNote, href: hrefTo('scheme') },
    { id: 'activity', icon: 'camp', title: say.planActivity, note: say.planActivityNote, href: hrefTo('activities') },
    { id: 'pin', icon: 'keypad', title: say.setPin, note: say.setPinNote, href: hrefTo('settings', 'screens') },
  ]
  return steps.filter(step => !done[step.id]).map(step => ({ ...step, due: null, act: say.start }))
}

/** Today's activities while people sign in, and those that are over but not closed. */
export const activities: TodoSource = {
  id: 'activities',
  label: words => words.today.sources.activities,
  needs: 'members.read',
  desks: ['activity'],
  async ask() {
    const day = today()
    const planned = await api.activities.between.query({ from: addDays(day, -BACK_DAYS), to: day })
    return activityTodos(planned, nowInBranch())
  },
}

export function activityTodos(all: readonly Planned[], at: string): Todo[] {
  const { today: say } = words()
  const open = all.filter(each => each.state === 'planned').map(each => each.activity)
  const running = open.filter(each => each.start.slice(0, 10) === at.slice(0, 10) && each.end >= at)
  const over = open.filter(each => each.end < at)
  const watch = running.map((each): Todo => ({
    id: `watch-${each.activityId}`,
    icon: 'camp',
    title: say.watchSignIn(each.title),
    note: say.signInNote(each.start.slice(11), each.closes.slice(11)),
    due: each.closes,
    href: hrefTo('activities', each.activityId),
    act: say.open,
  }))
  const oldest = over[0]
  if (!oldest) return watch
  const day = dayText(dateOf(oldest.start))
  const one = over.length === 1
  return [
    ...watch,
    {
      id: 'close-activities',
      icon: 'tick',
      title: one ? say.closeActivity(oldest.title) : say.closeActivities(over.length),
      note: one ? say.closeActivityNote(day) : say.closeActivitiesNote(day),
      due: null,
      href: one ? hrefTo('activities', oldest.activityId) : hrefTo('activities'),
      act: say.open,
      waits: over.length,
    },
  ]
}

export const backup: TodoSource = {
  id: 'backup',
  label: words => words.today.sources.backup,
  needs: 'backup.make',
  desks: ['hub'],
  async ask() {
    const { last } = await api.backup.list.query()
    return backupTodos(last?.at ?? null, now(), hubState.value.timeZone)
  },
}

export function backupTodos(lastAt: Millis | null, at: Millis, timeZone: string): Todo[] {
  const { today: say } = words()
  const days = lastAt === null ? Infinity : daysBetween(plainDateAt(lastAt, timeZone), plainDateAt(at, timeZone))
  if (days < BACKUP_DAYS) return []
  return [
    {
      id: 'backup',
      icon: 'backup',
      title: say.backUp,
      note: lastAt === null ? say.backUpNever : say.backUpOld(agoText(lastAt, at)),
      due: null,
      href: hrefTo('journal'),
      act: say.start,
    },
  ]
}

/** Without next year's holidays, a notice over New Year would count wrong days. */
export const holidays: TodoSource = {
  id: 'holidays',
  label: words => words.today.sources.days,
  needs: 'settings.change',
  desks: ['branch'],
  async ask() {
    const calendar = await api.settings.calendar.query()
    return holidayTodos(calendar.holidays, today())
  },
}

export function holidayTodos(known: readonly PlainDate[], day: PlainDate): Todo[] {
  const { today: say } = words()
  const year = Number(day.slice(0, 4))
  const wanted = day.slice(4) >= HOLIDAYS_KNOWN_FROM ? [year, year + 1] : [year]
  return wanted
    .filter(each => !known.some(date => date.startsWith(String(each))))
    .map(each => ({
      id: `days-${each}`,
      icon: 'calendar',
      title: say.fillDays(each),
      note: say.fillDaysNote,
      due: null,
      href: hrefTo('settings', 'days'),
      act: say.start,
    }))
}
