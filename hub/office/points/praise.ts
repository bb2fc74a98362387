import { stillStanding } from '../../../shared/points/still-standing.ts'
import { formatHundredths, type Hundredths } from '../../../shared/base/hundredths.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { rangeOf, yearOf, type Period } from '../../../shared/base/plain-date.ts'
import type { Entry } from '../../../shared/points/entry.ts'
import type { Evidence } from '../../../shared/points/item.ts'
import { rank } from '../../../shared/points/ranking.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import type { StandingsRow } from '../../../shared/points/standings-table.ts'
import type { Office, Reads } from '../ports.ts'
import { standingsOf } from './standings.ts'

/** Whom a period gives reason to praise (RV23): what commendations are made from. */

/** `deeds`: somebody else vouches for a bonus. `points`: among the first of the category in this period. */
export type PraiseReason = 'deeds' | 'points'

export interface Praised {
  readonly memberId: MemberId
  readonly name: string
  readonly nameNote: string
  readonly category: string
  /** By the points of the period, within the category. */
  readonly place: number
  readonly inPeriod: Hundredths
  readonly reasons: readonly PraiseReason[]
  /** 调解矛盾纠纷2件、好人好事1次: titles of items alone, because notes are private; empty where there are none. */
  readonly deeds: string
  /** Agreed on paper to be named in public. */
  readonly consent: boolean
}

/** Of a category, at most this part is among the first: a list of everybody praises nobody. */
const FIRST_SHARE = 3

/** In the order of the scheme's categories, best first. @throws Refusal SCHEME_NONE, PERIOD_NOT_OF_SCHEME */
export async function praiseList({ store: { read } }: Pick<Office, 'store'>, period: Period): Promise<Praised[]> {
  const { rows, scheme } = await standingsOf(read, period)
  const deeds = await deedsOf(read, scheme, period)
  const people = new Map((await read.people.all()).map(each => [each.memberId, each]))
  const ofPeriod = rows.filter(row => row.period === period)
  return scheme.categories.flatMap(({ id }) => {
    const own = ofPeriod.filter(row => row.member.category === id)
    const limit = Math.min(scheme.ranking.topN, Math.max(1, Math.floor(own.length / FIRST_SHARE)))
    return rank(own, row => row.standing.inPeriod.total).flatMap(({ row, place, points }) => {
      const { memberId, name, category } = row.member
      const said = deeds.get(memberId) ?? ''
      const reasons: PraiseReason[] = []
      if (said !== '') reasons.push('deeds')
      if (place <= limit && points > 0) reasons.push('points')
      if (reasons.length === 0 || !isSpotless(row)) return []
      const person = people.get(memberId)
      return [
        {
          memberId,
          name,
          nameNote: person?.nameNote ?? '',
          category,
          place,
          inPeriod: points,
          reasons,
          deeds: said,
          consent: person?.consent != null,
        },
      ]
    })
  })
}

/** Nobody is praised for a period in which something was deducted, or while a veto stands. */
const isSpotless = ({ standing }: StandingsRow): boolean =>
  !standing.vetoed && standing.inPeriod.components.deduction.counted >= 0

const VOUCHED: readonly Evidence[] = ['attestation', 'certificate', 'decision']

async function deedsOf(read: Reads, scheme: Scheme, period: Period): Promise<ReadonlyMap<MemberId, string>> {
  const { from, to } = rangeOf(period)
  const entries = (await read.ledger.ofCycle(yearOf(period))).filter(({ date }) => date >= from && date <= to)
  const counted = stillStanding(entries).filter(
    each =>
      each.component === 'contribution' &&
      scheme.items.some(item => item.code === each.itemCode && VOUCHED.includes(item.evidence)),
  )
  const byMember = Map.groupBy(counted, each => each.memberId)
  return new Map([...byMember].map(([memberId, own]) => [memberId, deedText(own, scheme)]))
}

function deedText(entries: readonly Entry[], scheme: Scheme): string {
  const parts = [...Map.groupBy(entries, each => each.itemCode)].map(([code, own]) => {
    const item = scheme.items.find(each => each.code === code)
    const amount = own.reduce((sum, each) => sum + each.quantity, 0) as Hundredths
    return `${(item?.title ?? '').replace(/（[^）]*）/g, '')}${formatHundredths(amount)}${item?.unit ?? ''}`
  })
  return parts.join('、')
}
