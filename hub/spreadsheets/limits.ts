import { problem, type Problem } from '../../shared/base/problem.ts'

/** What a branch's spreadsheet may measure. A county's largest roster is a few thousand rows; more is a mistake or an attack. */
export const LIMITS = {
  fileBytes: 10 * 1024 * 1024,
  /** All parts of a workbook that are looked at, unpacked. */
  unpackedBytes: 64 * 1024 * 1024,
  rows: 20_000,
  columns: 200,
  /** Cells that hold something. */
  cells: 500_000,
  /** UTF-16 units; what Excel itself allows. */
  cellText: 32_767,
} as const

const TEXTS = {
  EMPTY_FILE: { zh: '文件是空的。请重新选择文件。', en: 'The file is empty. Choose another file.' },
  WRONG_FILE_TYPE: {
    zh: '只能读取 .xlsx 和 .csv 文件。请在表格软件里另存为“Excel 工作簿（.xlsx）”再导入。',
    en: 'Only .xlsx and .csv files can be read. Save the table as an Excel workbook (.xlsx) and import that.',
  },
  OLD_XLS: {
    zh: '这是旧格式的 .xls 文件。请在表格软件里打开，另存为“Excel 工作簿（.xlsx）”再导入。',
    en: 'This is an old .xls file. Open it, save it as an Excel workbook (.xlsx) and import that.',
  },
  ENCRYPTED: {
    zh: '文件设了打开密码。请去掉密码，另存后再导入。',
    en: 'The file is protected by a password. Remove the password, save it and import it again.',
  },
  TOO_LARGE: {
    zh: '文件超过 10 MB。请只保留要导入的那张表，去掉图片后另存再导入。',
    en: 'The file is larger than 10 MB. Keep only the table to import, without pictures, and save it again.',
  },
  TOO_LARGE_INSIDE: {
    zh: '文件展开后太大。请把要导入的表复制到一个新文件里再导入。',
    en: 'The file unpacks to too much. Copy the table into a new file and import that.',
  },
  BROKEN_FILE: {
    zh: '文件已损坏，读不出来。请在表格软件里打开、另存后再导入。',
    en: 'The file is damaged and cannot be read. Open it in a spreadsheet program, save it and import it again.',
  },
  NOT_TEXT: {
    zh: '文件里不是文字，或者编码不是 UTF-8、GB18030。请另存为 .xlsx 再导入。',
    en: 'The file is not text, or neither UTF-8 nor GB18030. Save it as .xlsx and import that.',
  },
  UNCLOSED_QUOTE: {
    zh: '有一个引号没有成对，后面的内容分不清列。请另存为 .xlsx 再导入。',
    en: 'A quotation mark is never closed, so columns cannot be told apart. Save it as .xlsx and import that.',
  },
  TOO_MANY_ROWS: {
    zh: '表格超过 20000 行。请分成几个文件导入，并删去表尾的空行。',
    en: 'The table has more than 20,000 rows. Split it into several files.',
  },
  TOO_MANY_COLUMNS: {
    zh: '表格超过 200 列。请删去不用的列再导入。',
    en: 'The table has more than 200 columns. Delete what is not needed.',
  },
  TOO_MANY_CELLS: {
    zh: '表格内容太多。请删去不用的列，或分成几个文件导入。',
    en: 'The table holds too much. Delete columns that are not needed, or split it into several files.',
  },
  CELL_TOO_LONG: {
    zh: '这一格的文字太长（超过 32767 个字）。请删去多余的文字再导入。',
    en: 'This cell holds more than 32,767 characters. Shorten it and import again.',
  },
  EMPTY_SHEET: { zh: '表格里没有内容。请检查是否选错了文件。', en: 'The table is empty. Is it the right file?' },
} as const

export type FaultCode = keyof typeof TEXTS

/** A refusal of the whole file. */
export const faultProblem = (code: FaultCode, where?: string): Problem => problem(code, TEXTS[code], where)
