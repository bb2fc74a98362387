export type StoreErrorCode =
  | 'DB_DAMAGED'
  | 'DB_NEWER'
  | 'DB_FOREIGN'
  | 'DB_LOCKED'
  | 'DB_UNSAFE'
  | 'DB_UNREADABLE'
  | 'DISK_FULL'
  | 'DISK_READ_ONLY'
  | 'DISK_FAILED'
  | 'JOURNAL_CUT'

/** The database cannot be used, or could not keep what was given to it: a code, and a sentence that says what to do. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  readonly zh: string
  constructor(code: StoreErrorCode, zh: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StoreError'
    this.code = code
    this.zh = zh
  }
}

export const damaged = (cause: unknown): StoreError =>
  new StoreError(
    'DB_DAMAGED',
    '数据文件已损坏，程序没有改动它。请用最近的备份恢复（见指南“恢复”一节）。',
    'the database file is damaged; restore the newest backup',
    cause,
  )

/** SQLite's primary result codes (sqlite.org/rescode.html) that a person must hear of in words. */
const BUSY = 5
const READ_ONLY = 8
const IO_ERROR = 10
const CORRUPT = 11
const FULL = 13
const CANNOT_OPEN = 14
const NOT_A_DATABASE = 26

/** What the driver threw, as a StoreError where the disk is the reason; anything else comes back as it was. */
export function asStoreError(cause: unknown): unknown {
  switch (sqliteCode(cause) ?? fileCode(cause)) {
    case BUSY:
      return new StoreError('DB_LOCKED', '数据文件正被别的程序占用，请稍后再试。', 'the database is locked', cause)
    case READ_ONLY:
      return new StoreError(
        'DISK_READ_ONLY',
        '磁盘是只读的，没有保存。请检查磁盘和文件夹权限。',
        'the disk is read-only; nothing was saved',
        cause,
      )
    case FULL:
      return new StoreError(
        'DISK_FULL',
        '磁盘满了，没有保存。请腾出空间后再试。',
        'the disk is full; nothing was saved',
        cause,
      )
    case IO_ERROR:
      return new StoreError(
        'DISK_FAILED',
        '磁盘读写出错，程序已停止，请检查磁盘后重新启动。',
        'the disk failed while saving',
        cause,
      )
    case CANNOT_OPEN:
      return new StoreError(
        'DB_UNREADABLE',
        '数据文件打不开，请检查磁盘和文件夹权限。',
        'cannot open the database',
        cause,
      )
    case CORRUPT:
    case NOT_A_DATABASE:
      return damaged(cause)
    default:
      return cause
  }
}

/** The file system's own words for the same things, as SQLite's codes. */
function fileCode(cause: unknown): number | null {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return null
  switch (cause.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return FULL
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return READ_ONLY
    case 'EIO':
      return IO_ERROR
    case 'ENOENT':
      // What making a folder on a read-only disk is answered with.
      return cause.syscall === 'mkdir' ? READ_ONLY : null
    default:
      return null
  }
}

/** The primary code is the low byte of what the driver reports; null for errors that are not the driver's. */
function sqliteCode(cause: unknown): number | null {
  if (!(cause instanceof Error) || !('errcode' in cause) || typeof cause.errcode !== 'number') return null
  return cause.errcode & 0xff
}
