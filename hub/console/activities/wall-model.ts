import { attendanceOf, type Attended } from '../../../shared/activities/attendance.ts'
import { maskName, withNote } from '../../../shared/people/names.ts'
import type { MemberId, Millis } from '../../../shared/base/ids.ts'
import type { api } from '../api.ts'

/** The wall as the hub tells it, and as it is drawn: one tile per person, in 姓氏笔画 order. */

export type Wall = Awaited<ReturnType<typeof api.activities.wall.query>>
export type WallPerson = Wall['people'][number]

export type TileState = 'present' | 'madeUp' | 'onLeave' | 'absent'

export interface Tile {
  readonly person: WallPerson
  readonly state: TileState
  /** False for who came without being expected. */
  readonly expected: boolean
  /** Of who is there. */
  readonly at: Millis | null
  /** When they signed out; null while they have not. */
  readonly outAt: Millis | null
  readonly way: 'card' | 'phone' | 'code' | 'hand' | null
  /** Came after lateAfter, left before stayUntil (AT12). */
  readonly late: boolean
  readonly leftEarly: boolean
  /** The last who came, while the activity runs. */
  readonly newest: boolean
  /** Came after the closing and has no credit yet (AT8). */
  readonly uncredited: boolean
  /** Why they are on leave. */
  readonly leave: string | null
  /** The kind of leave they ask for; nobody has answered yet. */
  readonly leaveAsked: string | null
  /** Absent, and a person has said so (AT14). */
  readonly confirmedAbsent: boolean
  /** Somebody else on this wall has the same name, and no note tells them apart. */
  readonly namesake: boolean
}

export function tilesOf(wall: Wall, timeZone: string): Tile[] {
  const { activity, state } = wall.planned
  const attendance = new Map(wall.attendance.map(each => [each.memberId, each]))
  const leaves = new Map(wall.leaves.map(each => [each.memberId, each.reason]))
  const expected = new Set(wall.expectedIds)
  const uncredited = new Set(wall.uncreditedIds)
  const asked = new Map(wall.leaveAsked.map(each => [each.memberId, each.reason]))
  const madeUp = new Set(wall.madeUpIds)
  const confirmed = new Set(wall.absenceIds)
  const newest = state === 'planned' ? wall.attendance.at(-1)?.memberId : undefined
  const shared = new Set(namesOf(wall).filter((name, at, all) => all.indexOf(name) !== at))
  return wall.people.map((person): Tile => {
    const id = person.memberId
    const there = attendance.get(id)
    const facts = {
      expected: expected.has(id),
      came: there ? { at: there.at as Millis, outAt: there.outAt as Millis | null } : null,
      leave: leaves.has(id),
      atOtherSession: madeUp.has(id),
      absenceConfirmed: confirmed.has(id),
    }
    const attended = attendanceOf(activity, facts, timeZone)
    return {
      person,
      state: stateOf(attended),
      expected: facts.expected,
      at: facts.came?.at ?? null,
      outAt: facts.came?.outAt ?? null,
      way: there?.way ?? null,
      late: attended.state === 'present' && attended.late,
      leftEarly: attended.state === 'present' && attended.leftEarly,
      newest: id === newest,
      uncredited: uncredited.has(id),
      leave: leaves.get(id) ?? null,
      leaveAsked: asked.get(id) ?? null,
      confirmedAbsent: attended.state === 'absent' && attended.confirmed,
      namesake: shared.has(withNote(person.name, person.nameNote)),
    }
  })
}

const stateOf = ({ state }: Attended): TileState => (state === 'notMissed' ? 'absent' : state)

export interface WallCounts {
  readonly expected: number
  readonly present: number
  readonly onLeave: number
  readonly absent: number
  /** Were at the other session. */
  readonly madeUp: number
  /** Came without being expected. */
  readonly guests: number
}

export function countsOf(tiles: readonly Tile[]): WallCounts {
  const count = (is: (tile: Tile) => boolean) => tiles.filter(is).length
  return {
    expected: count(tile => tile.expected),
    present: count(tile => tile.state === 'present'),
    onLeave: count(tile => tile.expected && tile.state === 'onLeave'),
    absent: count(tile => tile.expected && tile.state === 'absent'),
    madeUp: count(tile => tile.state === 'madeUp'),
    guests: count(tile => !tile.expected && tile.state === 'present'),
  }
}

const namesOf = (wall: Wall): string[] => wall.people.map(each => withNote(each.name, each.nameNote))

/**
 * The name as the desk sees it, or as a room full of people may (PR1); namesakes with their note, else their 序号 (PR4).
 * @param numbered writes a 序号 as a note
 */
export function tileName(tile: Tile, inPublic: boolean, numbered: (memberNo: number) => string) {
  const { person, namesake } = tile
  return {
    name: inPublic && !person.consent ? maskName(person.name) : person.name,
    note: person.nameNote || (namesake ? numbered(person.memberNo) : ''),
  }
}

export const personById = (wall: Wall, memberId: MemberId): WallPerson | undefined =>
  wall.people.find(each => each.memberId === memberId)
