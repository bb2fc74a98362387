import { asRead, type Stretch } from './as-read.ts'
import { endsWithPerson, isContactLine, isOffice, wordsBefore } from './person-in-text.ts'

/** Where somebody lives, in a text (PR21). The place of an office or of a meeting is no home. */

const NO = '(?:附?\\d{1,4}(?:-\\d{1,4}){0,2}|附?[一二三四五六七八九十百〇零]{1,5})'
/** A number over a door; 3号桌, 2号机, 1号窗口 are none. */
const DOOR = `${NO}\\s?号(?![桌机台窗岗路线座院码柜])(?:楼|附\\s?${NO}\\s?号)?`
/** Any part of a door: 3号楼, 502室, 2单元, 9栋, B座407. */
const PART = `(?:${DOOR}|${NO}\\s?(?:室|组|社|幢|栋|座|单元|弄|楼|层)|[A-Z]\\s?[区座栋幢]|[东西南北中]户|\\d{3,4})`
const PARTS = `${PART}(?:[\\s-]?${PART}){0,6}`

const SAID =
  '家住|家在|现住|现居|暂住|居住[于在地]|租住|住在|常住地址|家庭(?:详细)?(?:住址|地址)|住址|住所|户籍(?:地址|所在地|地)?|通讯地址|收件地址|租房地址'
/** Said to be somebody's home: everything up to the door. */
const LIVES = new RegExp(
  `(?:${SAID}|(?<=^|[\\p{Script=Han}(,:\\n]\\s?)(?<![入居])住(?![房户院宿宅址所]))[^。;\\n]{0,36}?(?:${DOOR}|${NO}\\s?(?:室|组|社|幢|栋|单元|弄))(?:[^。;,\\n]{0,8}?${PARTS})?`,
  'gu',
)
/** 2单元301室, 118弄6号402室, 阳光小区8-2-504: nothing but homes is written like that. */
const FLAT = new RegExp(
  `${NO}\\s?单元\\s?\\d{2,4}室?|${NO}单元\\s?${NO}楼?[东西南北中]户|${NO}弄${NO}号(?:楼)?\\d{2,4}室?|(?:小区|家园|花园|公寓|新村|苑)\\s?\\d{1,3}-\\d{1,2}-\\d{2,4}`,
  'gu',
)
/** 12号 before a time or a verb is a day of the month. */
const NO_DAY = '(?!\\s?(?:[上下中]午|早|晚|凌晨|傍晚|夜|前|后|起|止|开|召|举|进行|组织|集中|统一|\\d{1,2}[:点时]))'
/** 3组12号, 第三村民小组十二号, 4社17号: a door in a village. */
const GROUP_DOOR = new RegExp(`第?${NO}\\s?(?:村民小)?[组社][\\s-]?${DOOR}${NO_DAY}`, 'gu')
/** 老街45号, 上坞自然村33号, 人民路(北段)8号: a home when somebody's name stands before it. */
const PLACE_DOOR = new RegExp(
  `\\p{Script=Han}{1,12}?(?:村|街|路|巷|弄|坞|湾|坑|岭|庄|屯|坝|沟|坪|组)(?:[一二三四东南西北中]段|\\([^()]{1,6}\\))?\\s?(?:${DOOR}|${NO}号?[幢栋])`,
  'gu',
)

export function homeAddresses(text: string): Stretch[] {
  const { plain, placeOf } = asRead(text)
  const said = [LIVES, FLAT].flatMap(pattern => stretches(plain, pattern))
  const doors = stretches(plain, GROUP_DOOR).filter(({ start }) => !isOffice(wordsBefore(plain, start)))
  const named = stretches(plain, PLACE_DOOR).filter(({ start, end }) => {
    // 任大爷家柳树巷17号: the name is among the words of the place.
    const home = plain.slice(start, end).lastIndexOf('家') + 1
    const before = wordsBefore(plain, start + home)
    return !isContactLine(before) && endsWithPerson(before) && !/^[至到—-]/u.test(plain.slice(end))
  })
  return merged([...said, ...doors, ...named]).map(placeOf)
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
