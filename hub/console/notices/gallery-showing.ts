import { hashOf } from '../../../shared/base/bytes.ts'
import type { KioskId, Millis } from '../../../shared/base/ids.ts'
import type { BoardDocument } from '../../../shared/notices/document.ts'
import type { Showing } from './showing-card.tsx'

/** What three screens told of a notice by the afternoon of 15 October 2026, or after the end of its period. */

const at = (text: string) => Date.parse(`${text}+08:00`) as Millis

const screen = (place: string, change: Partial<Showing['screens'][number]>): Showing['screens'][number] => ({
  kioskId: hashOf(place) as string as KioskId,
  place,
  revoked: false,
  online: true,
  heardAt: at('2026-10-15T14:40'),
  hasNewest: true,
  first: at('2026-10-14T09:12'),
  last: at('2026-10-15T14:38'),
  opened: at('2026-10-15T13:20'),
  days: 2,
  unsureDays: 0,
  drop: null,
  lost: 0,
  ...change,
})

type Days = readonly Showing['required'][number]['state'][]

function common(document: BoardDocument, states: Days): Showing {
  const days = document.noticePeriod?.days ?? []
  return {
    noticeId: document.docId,
    rev: document.rev,
    hash: hashOf('gallery notice'),
    document,
    state: 'up',
    offAt: null,
    first: { at: at('2026-10-14T09:12'), place: '一楼大厅' },
    last: { at: at('2026-10-15T14:38'), place: '一楼大厅' },
    required: days.slice(0, states.length).map((day, number) => ({
      day,
      state: states[number] ?? 'coming',
      on: states[number] === 'shown' ? ['一楼大厅'] : [],
      waitingFor: states[number] === 'waiting' ? ['下溪自然村活动室'] : [],
    })),
    extension: null,
    daysShown: states.filter(each => each === 'shown').length,
    screens: [],
  }
}

export function aShowing(document: BoardDocument, state: 'up' | 'withdrawn' | 'expired'): Showing {
  if (state === 'up') {
    return {
      ...common(document, ['gap', 'shown', 'coming', 'coming', 'coming']),
      extension: { missing: document.noticePeriod?.days.slice(0, 1) ?? [], more: 1 },
      first: { at: at('2026-10-15T08:31'), place: '一楼大厅' },
      screens: [
        screen('一楼大厅', { first: at('2026-10-15T08:31'), days: 1 }),
        screen('村口宣传栏旁', { first: null, last: null, opened: null, days: 0, hasNewest: true }),
        screen('下溪自然村活动室', {
          online: false,
          hasNewest: false,
          first: null,
          last: null,
          opened: null,
          days: 0,
          unsureDays: 1,
        }),
      ],
    }
  }
  if (state === 'withdrawn') {
    return {
      ...common(document, ['shown', 'today']),
      state: 'withdrawn',
      offAt: at('2026-10-15T11:05'),
      screens: [
        screen('一楼大厅', { last: at('2026-10-15T11:05'), drop: 'gone' }),
        screen('下溪自然村活动室', { last: at('2026-10-14T18:00'), days: 1, opened: null, drop: 'maybe', lost: 3 }),
        screen('村口宣传栏旁', { drop: 'gone', revoked: true, days: 1 }),
      ],
    }
  }
  return {
    ...common(document, ['shown', 'shown', 'gap', 'unsure', 'shown']),
    state: 'expired',
    offAt: at('2026-10-21T00:00'),
    last: { at: at('2026-10-20T17:32'), place: '村口宣传栏旁' },
    screens: [
      screen('一楼大厅', { last: at('2026-10-20T16:00'), days: 3, drop: 'gone' }),
      screen('村口宣传栏旁', { last: at('2026-10-20T17:32'), days: 3, opened: null, drop: 'byClock' }),
    ],
  }
}
