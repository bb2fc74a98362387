import { endsWithPerson, isContactLine, wordsBefore } from './person-in-text.ts'
import { plainWidth, type Stretch } from './plain-width.ts'

/** Where somebody lives, in a text (PR21). The place of an office or of a meeting is no home. */

const NO = '(?:\\d{1,4}|[一二三四五六七八九十百〇零]{1,4})'
/** A number over a door; 3号桌, 2号机, 1号窗口 are none. */
const DOOR = `${NO}号(?![桌机台楼窗岗路线座院码])`

/** Said to be somebody's home: everything up to the number of the door. */
const LIVES = new RegExp(
  '(?:家住|现住|居住[于在地]|租住|住在|常住地址|家庭(?:详细)?(?:住址|地址)|住址|住所|户籍地址?|通讯地址|收件地址|租房地址' +
    `|(?<=\\p{Script=Han}\\s?)(?<![入居])住(?![房户院宿宅址所]))[^。；;\\n]{0,24}?${NO}(?:号|室|组|幢|栋|单元|弄)`,
  'gu',
)
/** 2单元301室, 118弄6号402室, 阳光小区8-2-504: nothing but homes is written like that. */
const FLAT = new RegExp(
  `${NO}单元\\s?\\d{2,4}室?|${NO}弄${NO}号\\d{2,4}室?|(?:小区|家园|花园|公寓|新村|苑)\\s?\\d{1,3}-\\d{1,2}-\\d{2,4}`,
  'gu',
)
/** 3组12号, 第三村民小组十二号: a door in a village. */
const GROUP_DOOR = new RegExp(`第?${NO}(?:村民小)?组\\s?${DOOR}`, 'gu')
/** 老街45号, 上坞自然村33号: a home when somebody's name stands before it. */
const PLACE_DOOR = new RegExp(`\\p{Script=Han}{1,12}?(?:村|街|路|巷|弄|坞|湾|坑|岭|庄|屯|组)\\s?${DOOR}`, 'gu')

export function homeAddresses(text: string): Stretch[] {
  const plain = plainWidth(text)
  const sure = [LIVES, FLAT, GROUP_DOOR].flatMap(pattern => stretches(plain, pattern))
  const named = stretches(plain, PLACE_DOOR).filter(({ start, end }) => {
    const before = wordsBefore(plain, start)
    return !isContactLine(before) && endsWithPerson(before) && !/^[至到—-]/u.test(plain.slice(end))
  })
  return merged([...sure, ...named])
}

const stretches = (text: string, pattern: RegExp): Stretch[] =>
  [...text.matchAll(pattern)].map(match => ({ start: match.index, end: match.index + match[0].length }))

/** What overlaps or touches is one address. */
function merged(all: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (const each of all.toSorted((one, other) => one.start - other.start)) {
    const last = found.at(-1)
    if (last && each.start <= last.end) found[found.length - 1] = { ...last, end: Math.max(last.end, each.end) }
    else found.push(each)
  }
  return found
}
