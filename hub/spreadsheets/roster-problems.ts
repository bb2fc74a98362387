import { CELL_PROBLEMS } from './row-reader.ts'
import type { SheetProblem } from './sheet.ts'

/** What the secretary is told about a cell of the member list: what it is, then what to do. Never repeats what stands there. */
export const ROSTER_PROBLEMS = {
  ...CELL_PROBLEMS,
  NO_NUMBER: ['error', '没有序号。请填上序号。', 'No number. Fill in 序号.'],
  BAD_NUMBER: ['error', '序号要写成 1 到 999999 的数字。', 'The number must be a whole number from 1 to 999999.'],
  NO_NAME: ['error', '没有姓名。请填上姓名，或者删去这一行。', 'No name. Fill it in or delete the row.'],
  BAD_NAME: [
    'error',
    '姓名里有不该有的符号或数字。请只写姓名；生僻字请用输入法打出原字。',
    'The name holds signs or digits that no name has. Write the name only.',
  ],
  NAME_TOO_LONG: ['error', '姓名太长（最多 40 个字）。', 'The name is longer than 40 characters.'],
  PRIVATE_CHARACTER: [
    'warning',
    '姓名里有自造字，别的电脑可能显示不出来。请换成标准字。',
    'The name uses a private character that other machines may not show.',
  ],
  NO_TYPE: ['error', '没有党员类别。请写“正式”“预备”或“积极分子”。', 'No member type. Write 正式, 预备 or 积极分子.'],
  UNKNOWN_TYPE: [
    'error',
    '看不懂这个党员类别。请写“正式”“预备”或“积极分子”。',
    'Unknown member type. Write 正式, 预备 or 积极分子.',
  ],
  DATE_IMPOSSIBLE: [
    'error',
    '没有这个日期。请改正，例如写成 1968.06。',
    'There is no such date. Correct it, e.g. 1968.06.',
  ],
  DATE_UNREADABLE: [
    'error',
    '看不懂这个日期。请写成 1968.06 这样。',
    'This date cannot be read. Write it like 1968.06.',
  ],
  DATE_INCOMPLETE: [
    'error',
    '只有年份。请写上月份，例如 1968.06；不知道就留空。',
    'Only a year. Add the month, e.g. 1968.06, or leave it empty.',
  ],
  DATE_IN_FUTURE: ['error', '这个日期还没到。请改正。', 'This date lies in the future. Correct it.'],
  JOINED_BEFORE_BIRTH: ['error', '入党时间早于出生年月。请核对。', 'Joined before being born. Check both dates.'],
  JOINED_YOUNG: ['warning', '入党时不满 18 岁。请核对。', 'Joined before the age of 18. Check the dates.'],
  MONTH_UNCLEAR: [
    'warning',
    '“.1”可能是 1 月，也可能是 10 月掉了 0。先按 1 月算，请核对。',
    '“.1” may be January, or October that lost its zero. Taken as January; check it.',
  ],
  MONTH_BY_ID: [
    'warning',
    '“.1”可能是 1 月或 10 月，已按身份证号确定。',
    '“.1” may be January or October; settled by the identity number.',
  ],
  NO_BIRTH: ['warning', '没有出生年月，不能判断是否满 60 岁。', 'No birth month, so it is unknown whether over 60.'],
  BIRTH_BY_ID: ['warning', '没有出生年月，已按身份证号补上。', 'No birth month; taken from the identity number.'],
  ID_BIRTH_DIFFERS: [
    'warning',
    '身份证号里的出生年月和表里的不一致。按表里的导入，请核对。',
    'The identity number says another birth month. The column counts; check it.',
  ],
  ID_SEX_DIFFERS: [
    'warning',
    '身份证号里的性别和表里的不一致，请核对。',
    'The identity number says another sex. Check it.',
  ],
  ID_LOST_DIGITS: [
    'warning',
    '身份证号被表格软件当成数字，末几位已丢失，没有导入。请改成文本格式重新输入。',
    'The identity number was stored as a number and lost its last digits; it is not imported.',
  ],
  ID_UNREADABLE: [
    'warning',
    '这不是 15 位或 18 位身份证号，没有导入。',
    'Not an identity number of 15 or 18 digits; not imported.',
  ],
  ID_CHECK: [
    'warning',
    '身份证号校验不对，可能抄错一位。已照原样导入，请核对。',
    'The identity number fails its check. Imported as it is; check it.',
  ],
  UNKNOWN_SEX: ['warning', '看不懂这个性别，按“不详”导入。', 'Unknown sex; imported as unknown.'],
  UNKNOWN_POST: [
    'warning',
    '看不懂在职情况，按无职导入。请写“在职”或“无职”。',
    'Unknown; taken as without a post. Write 在职 or 无职.',
  ],
  UNKNOWN_YES: ['warning', '看不懂这一格，按“否”导入。请写“是”或“否”。', 'Unknown; taken as no. Write 是 or 否.'],
  UNKNOWN_CATEGORY: [
    'warning',
    '看不懂这个积分类别，已按党员类别等自动确定。',
    'Unknown category; worked out from the other columns.',
  ],
  CATEGORY_DIFFERS: [
    'warning',
    '表里写的积分类别和按规则算出的不同，按表里的导入。',
    'The category differs from what the rule gives; the column counts.',
  ],
  PHONE_SECOND: ['warning', '有两个电话，只导入第一个。', 'Two phone numbers; only the first is imported.'],
  PHONE_UNREADABLE: ['warning', '看不懂这个电话，没有导入。', 'This phone number cannot be read; not imported.'],
  NO_GROUP: ['warning', '没有党小组，导入后请补填。', 'No Party group; fill it in later.'],
  NAMESAKE: [
    'warning',
    '和另一行同名。建议在备注里写（大）（小）等，方便区分。',
    'Same name as another row. Write （大） or （小） in the remarks to tell them apart.',
  ],
} as const satisfies Record<string, readonly [SheetProblem['severity'], string, string]>

export type RosterProblemCode = keyof typeof ROSTER_PROBLEMS
