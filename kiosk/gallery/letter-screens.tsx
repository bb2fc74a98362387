import type { NoticeId } from '../../shared/base/ids.ts'
import type { PlainDate, PlainDateTime } from '../../shared/base/plain-date.ts'
import type { InnerDocument } from '../../shared/notices/inner-document.ts'
import { Letters, LetterSheet } from '../own/letters.tsx'
import type { Letter } from '../state/inner.ts'
import { at, LONG_NAME, someId, USUAL } from './fixture-own.ts'
import type { GalleryScreen } from './screens.tsx'

/** 通知和来信: what stands behind the card, with what is usual and what is extreme. */

const nothing = () => undefined
const NOW = '2026-10-15T14:05' as PlainDateTime
const date = (text: string) => text as PlainDate

const MEETING: InnerDocument = {
  type: 'inner',
  scope: { is: 'members' },
  salt: '0'.repeat(32),
  docId: someId(0x71) as string as NoticeId,
  rev: 1,
  title: '关于召开支部党员大会的通知',
  issuer: '中共桂岭镇清溪村支部委员会',
  publishedAt: at('2026-10-14T09:00'),
  publishedOn: date('2026-10-14'),
  noticePeriod: null,
  shownUntil: date('2026-10-30'),
  contact: { name: '李梅', phone: '0776-2580123', place: '村委会一楼党员服务窗口' },
  correction: null,
  asOfJournal: { size: 1284, hash: '7f3a91c25b06e8d4'.padEnd(64, '0') },
  body: {
    kind: 'announcement',
    paragraphs: [
      '定于10月30日（星期五）晚上7点半，在村委会二楼会议室召开支部党员大会，请全体党员准时参加。',
      '议程：一、讨论韦正光同志预备党员转正；二、通报三季度积分审定情况；三、讨论秋冬水利出工安排。',
      '有事不能参加的，请在10月28日以前刷卡请假。转正讨论的情况，会前会后都不要对外说。',
    ],
  },
}
const LETTER: InnerDocument = {
  ...MEETING,
  scope: { is: 'self', memberId: USUAL.memberId },
  docId: someId(0x72) as string as NoticeId,
  title: '支部给您的信',
  publishedOn: date('2026-10-12'),
  shownUntil: null,
  body: {
    kind: 'announcement',
    paragraphs: [
      '建国同志：从二季度起您的积分偏低，主要是家里事多，几次志愿服务没有来。支部都理解。',
      '下个月有两次离您家近的活动：10月24日清理河道，11月7日看望老人。能来就来，来不了也请说一声。',
      '有什么难处，请随时找支部，或者找您的联系人何家豪，电话13800138000。',
    ],
  },
}
const LONG: InnerDocument = {
  ...MEETING,
  docId: someId(0x73) as string as NoticeId,
  rev: 2,
  title: '关于认真做好今年民主评议党员、组织生活会和谈心谈话工作有关安排的补充通知',
  correction: '会议时间由10月28日改为10月30日。',
  body: {
    kind: 'announcement',
    paragraphs: Array.from(
      { length: 14 },
      (_, no) => `第${no + 1}项：${LONG_NAME}等同志${'请按分工提前准备材料，'.repeat(4)}按时交到支部。`,
    ),
  },
}
const PRAISE: InnerDocument = {
  ...MEETING,
  docId: someId(0x74) as string as NoticeId,
  title: '三季度党内通报表扬',
  body: {
    kind: 'commendation',
    period: USUAL.period ?? ('2026-Q3' as never),
    intro: '三季度以下同志做得好，支部在党内通报表扬。',
    people: [
      { name: '韦正光', category: '无职党员', deed: '连续三个周末带人清理河道，捡出垃圾两车。' },
      { name: LONG_NAME, category: '流动党员', deed: '在外务工，仍帮村里联系到脐橙收购商。' },
    ],
  },
}

const letter = (document: InnerDocument, isNew = false): Letter => ({ document, isNew })
const list = (letters: readonly Letter[], waiting = 0) => (
  <Letters letters={letters} waiting={waiting} onOpen={nothing} onBack={nothing} />
)
const sheet = (document: InnerDocument) => <LetterSheet document={document} now={NOW} onBack={nothing} />

const ALL = [letter(MEETING, true), letter(LETTER, true), letter(PRAISE), letter(LONG)]
const MANY = Array.from({ length: 5 }, (_, times) =>
  ALL.map(each => letter({ ...each.document, docId: `${times}${each.document.docId}` as NoticeId })),
).flat()

export const LETTERS: readonly GalleryScreen[] = [
  { id: 'letters', title: '通知和来信', render: () => list(ALL) },
  { id: 'letters-read', title: '通知和来信：都看过', render: () => list([letter(PRAISE), letter(LONG)]) },
  { id: 'letters-many', title: '通知和来信：很多、有的还没到', render: () => list(MANY, 2) },
  { id: 'letters-none', title: '通知和来信：没有', render: () => list([]) },
  { id: 'letter-members', title: '党内通知', render: () => sheet(MEETING) },
  { id: 'letter-self', title: '给本人的信', render: () => sheet(LETTER) },
  { id: 'letter-long', title: '党内通知：长、更正过', render: () => sheet(LONG) },
  { id: 'letter-praise', title: '党内通报表扬', render: () => sheet(PRAISE) },
]
