import { expect } from 'vitest'
import { must } from '../../../../shared/base/check.ts'
import type { EntryId, MatterId, MemberId, NoticeId } from '../../../../shared/base/ids.ts'
import { addDays, type Period, type PlainDate } from '../../../../shared/base/plain-date.ts'
import type { Millis } from '../../../../shared/base/ids.ts'
import type { Hundredths } from '../../../../shared/base/hundredths.ts'
import { registerEntries, reverseEntry } from '../../../../hub/office/points/ledger.ts'
import { starterContent } from '../../../../hub/office/notices/starters.ts'
import {
  approveNotice,
  checkNotice,
  discardNotice,
  publishNotice,
  startNotice,
  withdrawNotice,
} from '../../../../hub/office/notices/notices.ts'
import { publishedDocument } from '../../../../hub/office/notices/board.ts'
import type { Office } from '../../../../hub/office/ports.ts'
import {
  answerMatter,
  archiveReview,
  closeReview,
  compileReview,
  raiseMatter,
  reopenReview,
  settleReview,
  tellMembers,
} from '../../../../hub/office/reviews/reviews.ts'
import { aWorkingOffice } from '../../../fixtures/branch.ts'
import type { ItemCode } from './model.ts'

/** The desks as the model's steps call them; a twin hands some of them an office that lies. */

export type Desk =
  | 'register' | 'reverse' | 'compile' | 'tell' | 'raise' | 'answer' | 'settle' | 'reopen' | 'publish' | 'withdraw'
  | 'close' | 'archive' // prettier-ignore

/** @returns the office that this desk is handed */
export type Twin = (desk: Desk, office: Office) => Office

export const HONEST: Twin = (_, office) => office

const MORNING = Date.parse('2026-04-02T02:00:00Z')
export const FIRST_DAY = '2026-04-02' as PlainDate

export interface Matter {
  readonly matterId: MatterId
  readonly upheld: boolean
  readonly add: ItemCode | null
}

export class World {
  readonly office: Awaited<ReturnType<typeof aWorkingOffice>>
  readonly ids: readonly MemberId[]
  readonly #twin: Twin
  #days = 0

  static async open(path: string, people: number, twin: Twin): Promise<World> {
    const office = await aWorkingOffice(
      Array.from({ length: people }, () => ({})),
      { path, now: MORNING as Millis },
    )
    return new World(office, people, twin)
  }

  constructor(office: Awaited<ReturnType<typeof aWorkingOffice>>, people: number, twin: Twin) {
    this.office = office
    this.#twin = twin
    this.ids = Array.from({ length: people }, (_, at) => office.idOf(at + 1))
  }

  /** @returns the new day */
  wait(days: number): PlainDate {
    this.#days += days
    this.office.clock.set((MORNING + this.#days * 86_400_000) as Millis)
    return addDays(FIRST_DAY, this.#days)
  }

  async register(item: ItemCode, who: readonly number[], date: PlainDate, quantity: Hundredths): Promise<EntryId[]> {
    const input = {
      itemCode: item,
      memberIds: who.map(each => must(this.ids[each], 'a member')),
      date,
      quantity,
      source: 'branchRecord',
      recordedBy: 'branch',
      activityId: null,
      basis: null,
      note: '',
    } as const
    return entryIds(await registerEntries(this.#for('register'), this.office.by, input))
  }

  async reverse(entryId: EntryId, date: PlainDate): Promise<EntryId[]> {
    const input = { entryId, date, reason: '登记有误。' }
    return entryIds(await reverseEntry(this.#for('reverse'), this.office.by, input))
  }

  compile = (period: Period) => compileReview(this.#for('compile'), this.office.by, period)
  settle = (period: Period) => settleReview(this.#for('settle'), this.office.by, period)
  close = (period: Period) => closeReview(this.#for('close'), this.office.by, period)
  archive = (period: Period) => archiveReview(this.#for('archive'), this.office.by, period)
  reopen = (period: Period) => reopenReview(this.#for('reopen'), this.office.by, { period, reason: '有一笔漏了。' })

  async tell(period: Period, who: readonly number[]): Promise<void> {
    const memberIds = who.map(each => must(this.ids[each], 'a member'))
    await tellMembers(this.#for('tell'), this.office.by, { period, memberIds, how: 'person' })
  }

  raise(period: Period, kind: 'defence' | 'inquiry' | 'objection', who: number | null): Promise<MatterId> {
    const memberId = who === null ? null : must(this.ids[who], 'a member')
    return raiseMatter(this.#for('raise'), this.office.by, { period, kind, memberId, words: '少记了一次。' })
  }

  /** @returns what was entered */
  async answer(period: Period, { matterId, upheld, add }: Matter): Promise<EntryId[]> {
    const correction = add && { reverse: [], add: [{ itemCode: add, quantity: 100 as Hundredths }] }
    const outcome = upheld ? 'upheld' : 'explained'
    const input = { period, matterId, outcome, words: '已核对。', correction } as const
    await answerMatter(this.#for('answer'), this.office.by, input)
    const review = (await this.office.store.read.reviews.one(period))?.review
    return [...(review?.matters.find(each => each.matterId === matterId)?.answer?.entryIds ?? [])]
  }

  /** From a new draft to the board in one go; a refused one leaves no draft. */
  async publish(period: Period): Promise<{ id: NoticeId; until: PlainDate; shownUntil: PlainDate }> {
    const office = this.#for('publish')
    const { by, store } = this.office
    const id = await startNotice(office, by, await starterContent(office, store.read, 'periodPoints', { period }))
    try {
      const version = must(await store.read.notices.one(id), 'a notice').version
      const hash = await checkNotice(office, by, { noticeId: id, version })
      await approveNotice(office, by, { noticeId: id, hash })
      await publishNotice(office, by, { noticeId: id, hash })
    } catch (cause) {
      await discardNotice(this.office, by, id)
      throw cause
    }
    const { noticePeriod, shownUntil } = await publishedDocument(store.read, id, 1)
    return {
      id,
      until: must(noticePeriod?.days.at(-1), 'a notice period'),
      shownUntil: must(shownUntil, 'a last day'),
    }
  }

  withdraw(noticeId: NoticeId): Promise<void> {
    return withdrawNotice(this.#for('withdraw'), this.office.by, { noticeId, reason: '有一处写错。' })
  }

  #for(desk: Desk): Office {
    return this.#twin(desk, this.office)
  }
}

const entryIds = (registered: { readonly entries: readonly { readonly entryId: EntryId }[] }): EntryId[] => {
  expect(registered.entries).not.toEqual([])
  return registered.entries.map(each => each.entryId)
}
