import { formatHundredths } from '../../shared/base/hundredths.ts'
import { plainDateTimeAt, type Period } from '../../shared/base/plain-date.ts'
import { must } from '../../shared/base/check.ts'
import type { WayTold } from '../../shared/review/review.ts'
import type { Office } from '../office/ports.ts'
import { reviewDetail } from '../office/reviews/views.ts'
import { writeXlsx } from '../spreadsheets/write.ts'
import { MIME, type ExportFile } from './file.ts'

const TOLD_OUT: Readonly<Record<WayTold, string>> = {
  kiosk: '公开屏',
  phone: '手机',
  person: '当面',
  slip: '反馈单',
}

const TITLES = [
  '序号',
  '姓名',
  '基础积分',
  '贡献加分',
  '违规扣分',
  '本期合计',
  '年度累计',
  '一票否决',
  '告知方式',
  '告知时间',
  '本人意见',
  '申辩、问询',
]

/** 反馈情况表: what was compiled for each, and how far telling them has come. @throws as `reviewDetail` */
export async function exportFeedback(office: Office, period: Period): Promise<ExportFile> {
  const { read } = office.store
  const review = await reviewDetail(office, read, period)
  const { timeZone } = must(await read.branch.founded(), 'a founded branch')
  const numbers = new Map((await read.people.all()).map(each => [each.memberId, each.memberNo]))
  const number = (value: Parameters<typeof formatHundredths>[0]) => Number(formatHundredths(value))
  const rows = review.hearings.map(({ memberId, name, figures, told, acceptedAt }) => {
    const matters = review.matters.filter(each => each.memberId === memberId && each.kind !== 'objection')
    const open = matters.filter(each => each.answer === null).length
    return [
      numbers.get(memberId) ?? null,
      name,
      number(figures.base),
      number(figures.contribution),
      number(figures.deduction),
      number(figures.inPeriod),
      number(figures.toDate),
      figures.vetoed ? '是' : '',
      told ? TOLD_OUT[told.how] : '还没告知',
      told ? plainDateTimeAt(told.at, timeZone).replace('T', ' ') : '',
      acceptedAt === null ? '' : '认可',
      matters.length === 0
        ? ''
        : open === 0
          ? `${matters.length} 件，已答复`
          : `${matters.length} 件，${open} 件待答复`,
    ]
  })
  const table = { name: `${period} 反馈`, columns: TITLES.map(title => ({ title })), rows }
  return { name: `反馈情况-${period}.xlsx`, mime: MIME.xlsx, bytes: await writeXlsx([table]) }
}
