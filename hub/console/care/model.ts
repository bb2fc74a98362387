import type { api } from '../api.ts'
import { pointsText } from '../../pages/format.ts'
import { formatHundredths } from '../../../shared/base/hundredths.ts'
import { periodText } from '../parts/periods.ts'
import { words } from '../text/words.ts'

export type CareBoard = Awaited<ReturnType<typeof api.care.board.query>>
export type LowRow = CareBoard['low'][number]
export type TalkRow = CareBoard['talks'][number]
export type HelperRow = CareBoard['helpers'][number]
export type PraisedRow = Awaited<ReturnType<typeof api.care.praise.query>>[number]

/** 政治合格少4分（一般6分） */
export const causeText = ({ dimension, missing, usual }: LowRow['causes'][number]): string =>
  words().care.cause(words().items.dimensions[dimension], formatHundredths(missing), formatHundredths(usual))

/** 第二季度 3分、第三季度 2.5分 */
export const runParts = ({ run }: Pick<LowRow, 'run'>): string =>
  run.map(each => words().care.runPart(periodText(each.period), pointsText(each.inPeriod))).join('、')

export const runText = (row: Pick<LowRow, 'run'>): string => words().care.lowRun(runParts(row))
