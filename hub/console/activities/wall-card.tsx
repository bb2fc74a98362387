import { useEffect, useRef, useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import { dateOf } from '../../../shared/base/plain-date.ts'
import { dayAndWeekday } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { Tabs } from '../../pages/ui/tabs.tsx'
import { hubState } from '../hub-state.ts'
import { words } from '../text/words.ts'
import { hoursText } from './activity-row.ts'
import { countsOf, tilesOf, type Tile, type Wall, type WallCounts } from './wall-model.ts'
import { WallNumbers, WallTiles } from './wall.tsx'
import css from './activities.module.css'

type Show = 'all' | 'present' | 'madeUp' | 'absent' | 'onLeave' | 'guests'

export interface WallCardProps {
  readonly wall: Wall
  readonly onPick: (memberId: MemberId) => void
  /** Null where nobody may be added. */
  readonly onOthers: (() => void) | null
}

/** 签到墙 on the desk, and on a projector. */
export function WallCard({ wall, onPick, onOthers }: WallCardProps) {
  const { wall: text } = words().activities
  const [show, setShow] = useState<Show>('all')
  const { holder, on, open, close } = useFullScreen()
  const { timeZone } = hubState.value
  const tiles = tilesOf(wall, timeZone)
  const counts = countsOf(tiles)
  const shown = tiles.filter(tile => isShown(tile, show))
  return (
    <>
      <Card
        class={css.wallCard}
        title={text.title}
        side={
          <>
            <WallNumbers counts={counts} />
            <Button size="small" icon="scan" onClick={open}>
              {text.fullScreen}
            </Button>
          </>
        }
      >
        <div class={css.wallBar}>
          <Tabs label={text.title} tabs={tabsOf(counts)} current={show} onChange={setShow} />
          <span class={css.wallOrder}>{text.order}</span>
          {onOthers && (
            <Button size="small" icon="plus" onClick={onOthers}>
              {text.confirmOthers}
            </Button>
          )}
        </div>
        {shown.length === 0 ? (
          <EmptyState icon="people" text={counts.expected === 0 ? text.nobodyExpected : text.noBody} />
        ) : (
          <WallTiles tiles={shown} timeZone={timeZone} onPick={onPick} />
        )}
      </Card>
      <div ref={holder} class={css.projector}>
        {on && <Projector wall={wall} tiles={tiles} counts={counts} timeZone={timeZone} onLeave={close} />}
      </div>
    </>
  )
}

function tabsOf(counts: WallCounts) {
  const { wall: text } = words().activities
  const tabs: readonly { id: Show; label: string; count: number }[] = [
    { id: 'all', label: text.filterAll, count: counts.expected + counts.guests },
    { id: 'present', label: text.present, count: counts.present },
    { id: 'absent', label: text.absent, count: counts.absent },
    { id: 'madeUp', label: words().attendance.wall.madeUp, count: counts.madeUp },
    { id: 'onLeave', label: text.onLeave, count: counts.onLeave },
    { id: 'guests', label: counts.expected > 0 ? text.guests : text.volunteers, count: counts.guests },
  ]
  return tabs.filter(tab => tab.id === 'all' || tab.id === 'present' || tab.count > 0)
}

function isShown(tile: Tile, show: Show): boolean {
  switch (show) {
    case 'all':
      return tile.expected || tile.state !== 'absent'
    case 'present':
    case 'madeUp':
      return tile.state === show
    case 'guests':
      return tile.state === 'present' && !tile.expected
    case 'absent':
    case 'onLeave':
      return tile.expected && tile.state === show
  }
}

interface ProjectorProps {
  readonly wall: Wall
  readonly tiles: readonly Tile[]
  readonly counts: WallCounts
  readonly timeZone: string
  readonly onLeave: () => void
}

/** The whole screen, for the room: large numbers, and names as the room may read them. */
function Projector({ wall, tiles, counts, timeZone, onLeave }: ProjectorProps) {
  const { wall: text } = words().activities
  const { activity } = wall.planned
  const shown = tiles.filter(tile => isShown(tile, 'all'))
  const masked = shown.some(tile => !tile.person.consent)
  return (
    <>
      <header class={css.projectorHead}>
        <div>
          <p>{hubState.value.branchName}</p>
          <h2>{activity.title}</h2>
          <p>
            {dayAndWeekday(dateOf(activity.start))} {hoursText(activity.start, activity.end)} · {activity.place}
          </p>
        </div>
        <WallNumbers counts={counts} large />
      </header>
      <div class={css.projectorTiles} data-flow style={{ '--columns': columnsFor(shown.length) }}>
        {shown.length === 0 ? (
          <EmptyState icon="people" text={text.noBody} />
        ) : (
          <WallTiles inPublic tiles={shown} timeZone={timeZone} />
        )}
      </div>
      <footer class={css.projectorFoot}>
        <span>{text.order}</span>
        {masked && <span>{text.maskedNote}</span>}
        <Button size="small" onClick={onLeave}>
          {text.leaveFullScreen}
        </Button>
      </footer>
    </>
  )
}

/** Some eighty people fit on one screen; more get narrower tiles before anybody has to scroll. */
const columnsFor = (people: number): string =>
  people <= 20 ? '5' : people <= 35 ? '7' : people <= 56 ? '8' : people <= 80 ? '10' : '12'

/** The browser's own full screen around one element; Esc leaves it without our doing. */
function useFullScreen() {
  const holder = useRef<HTMLDivElement>(null)
  const [on, setOn] = useState(false)
  useEffect(() => {
    const follow = () => setOn(document.fullscreenElement !== null && document.fullscreenElement === holder.current)
    document.addEventListener('fullscreenchange', follow)
    return () => document.removeEventListener('fullscreenchange', follow)
  }, [])
  return {
    holder,
    on,
    open: () => void holder.current?.requestFullscreen(),
    close: () => void document.exitFullscreen(),
  }
}
