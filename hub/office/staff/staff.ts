import { newId, type StaffId } from '../../../shared/base/ids.ts'
import { refuse, Refusal } from '../../../shared/base/problem.ts'
import type { Author, FactBody } from '../../../shared/journal/facts.ts'
import type { PrivateId } from '../../../shared/journal/private-ref.ts'
import { passwordProblems } from '../../../shared/people/password-rules.ts'
import type { Role } from '../../../shared/people/rights.ts'
import type { Office, Work } from '../ports.ts'

/** Accounts of the console: who they are, logging in, passwords. */

export interface StaffAccount {
  readonly staffId: StaffId
  readonly role: Role
  readonly active: boolean
  readonly profileId: PrivateId
  /** The verifier of their PIN at the kiosks; null where they have none. */
  readonly kioskPinId: PrivateId | null
  readonly loginName: string
  readonly displayName: string
}

export interface PasswordOnFile {
  readonly verifier: string
  /** Sessions made before this are over. */
  readonly changedAt: number
  /** Somebody else chose it: the account must choose its own before anything else. */
  readonly mustChange: boolean
}

export interface StaffReads {
  all(): Promise<readonly StaffAccount[]>
  password(staffId: StaffId): Promise<PasswordOnFile | null>
  /** Whether somebody logged out of this session. */
  sessionOver(sessionId: string): Promise<boolean>
}

export interface StaffSecrets {
  setPassword(staffId: StaffId, password: PasswordOnFile): Promise<void>
  /** @param until when the session would have ended by itself; the note is dropped after that */
  endSession(sessionId: string, until: number, now: number): Promise<void>
}

export interface NewStaff {
  readonly loginName: string
  readonly displayName: string
  readonly role: Role
  readonly password: string
}

export type PasswordSetHow = FactBody<'staff.passwordSet'>['how']

/**
 * RT: the account, when name and password belong together. A wrong name, a wrong password and a closed account are one
 * answer and take the same time.
 * @param address where the attempt comes from, for counting only
 * @throws Refusal LOGIN_WRONG | LOGIN_WAIT
 */
export async function logIn(
  office: Office,
  attempt: { readonly loginName: string; readonly password: string; readonly address: string },
): Promise<StaffAccount> {
  const loginName = normalLoginName(attempt.loginName)
  const waitUntil = office.logins.attempt(loginName, attempt.address)
  if (waitUntil !== null) {
    const minutes = Math.max(1, Math.ceil((waitUntil - office.clock.now()) / 60_000))
    refuse('LOGIN_WAIT', {
      zh: `试的次数太多，请${minutes}分钟以后再登录。忘记密码请书记重设。`,
      en: `Too many attempts; try again in ${minutes} min.`,
    })
  }
  const account = (await office.store.read.staff.all()).find(each => each.active && each.loginName === loginName)
  const onFile = account ? await office.store.read.staff.password(account.staffId) : null
  const right = await office.passwords.matches(attempt.password, onFile?.verifier ?? null)
  if (!account || !right) refuse('LOGIN_WRONG', { zh: '登录名或密码不对。', en: 'Wrong login name or password.' })
  office.logins.passed(loginName, attempt.address)
  return account
}

/** @throws Refusal LOGIN_NAME_SHAPE | LOGIN_NAME_TAKEN | DISPLAY_NAME_SHAPE | PASSWORD_… */
export async function addStaff(office: Office, by: Author, staff: NewStaff): Promise<StaffId> {
  checkPassword(staff.password, staff.loginName)
  const verifier = await office.passwords.hash(staff.password)
  // At the hub's own PC people choose their own password, as in the set-up.
  const how = by.type === 'local' ? 'setUp' : 'secretary'
  return await office.store.write(by, work => addStaffIn(office, work, { ...staff, verifier, how }))
}

/** The part inside the transaction; the verifier is made before, because hashing is slow and the writer is one. */
export async function addStaffIn(
  office: Office,
  work: Work,
  staff: Omit<NewStaff, 'password'> & { readonly verifier: string; readonly how: PasswordSetHow },
): Promise<StaffId> {
  const now = office.clock.now()
  const loginName = checkLoginName(staff.loginName)
  const displayName = checkDisplayName(staff.displayName)
  if ((await work.staff.all()).some(each => each.loginName === loginName)) {
    refuse('LOGIN_NAME_TAKEN', { zh: '这个登录名已经有人用了。', en: 'This login name is taken.' })
  }
  const staffId = newId<StaffId>(now, office.random)
  const profile = await work.keepWords('staff', JSON.stringify({ loginName, displayName }))
  await work.append(
    { kind: 'staff.recorded', body: { staffId, role: staff.role, active: true, profile } },
    { kind: 'staff.passwordSet', body: { staffId, how: staff.how } },
  )
  const mustChange = staff.how === 'secretary'
  await work.staffSecrets.setPassword(staffId, { verifier: staff.verifier, changedAt: now, mustChange })
  return staffId
}

/** @throws Refusal PASSWORD_WRONG | PASSWORD_SAME | PASSWORD_… | LOGIN_WAIT */
export async function changeOwnPassword(
  office: Office,
  account: StaffAccount,
  change: { readonly current: string; readonly next: string; readonly address: string },
): Promise<void> {
  checkPassword(change.next, account.loginName)
  if (change.next === change.current) {
    refuse('PASSWORD_SAME', { zh: '新密码和原来的一样，请换一个。', en: 'The new password is the old one.' })
  }
  await checkOwnPassword(office, account, change.current, change.address)
  await setPassword(office, { type: 'staff', id: account.staffId }, account.staffId, change.next, 'self')
}

/**
 * That it is the account's owner who sits at the console; counted like a login.
 * @throws Refusal PASSWORD_WRONG | LOGIN_WAIT
 */
export async function checkOwnPassword(
  office: Office,
  { loginName }: StaffAccount,
  password: string,
  address: string,
): Promise<void> {
  try {
    await logIn(office, { loginName, password, address })
  } catch (cause) {
    const wrong = cause instanceof Refusal && cause.problems[0]?.code === 'LOGIN_WRONG'
    if (wrong) refuse('PASSWORD_WRONG', { zh: '现在的登录密码不对。', en: 'The current password is wrong.' }, 'current')
    throw cause
  }
}

/**
 * A new password for somebody who forgot theirs; unless they chose it themselves, they must change it at next login.
 * All sessions of the account end.
 * @throws Refusal STAFF_UNKNOWN | PASSWORD_…
 */
export async function resetPassword(
  office: Office,
  by: Author,
  reset: { readonly staffId: StaffId; readonly password: string },
): Promise<void> {
  const account = (await office.store.read.staff.all()).find(each => each.staffId === reset.staffId) ?? unknownStaff()
  checkPassword(reset.password, account.loginName)
  const how = by.type === 'local' ? 'localReset' : 'secretary'
  await setPassword(office, by, reset.staffId, reset.password, how)
}

async function setPassword(office: Office, by: Author, staffId: StaffId, password: string, how: PasswordSetHow) {
  const verifier = await office.passwords.hash(password)
  await office.store.write(by, async work => {
    await work.append({ kind: 'staff.passwordSet', body: { staffId, how } })
    const changedAt = office.clock.now()
    await work.staffSecrets.setPassword(staffId, { verifier, changedAt, mustChange: how === 'secretary' })
  })
}

/** Case and width of what is typed do not matter. */
export const normalLoginName = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Throws what is wrong with a password before anything slow or lasting happens. */
export function checkPassword(password: string, loginName: string): void {
  const problems = passwordProblems(password, loginName)
  if (problems.length > 0) throw new Refusal(problems)
}

function checkLoginName(text: string): string {
  const name = normalLoginName(text)
  if (/^[\p{L}\p{N}._-]{2,20}$/u.test(name)) return name
  return refuse(
    'LOGIN_NAME_SHAPE',
    { zh: '登录名要2到20个字，可用汉字、字母、数字。', en: 'A login name has 2 to 20 letters or digits.' },
    'loginName',
  )
}

export function checkDisplayName(text: string): string {
  const name = text.normalize('NFC').trim()
  const length = [...name].length
  if (length >= 1 && length <= 20 && !/\p{C}/u.test(name)) return name
  return refuse(
    'DISPLAY_NAME_SHAPE',
    { zh: '姓名要1到20个字。', en: 'A display name has 1 to 20 characters.' },
    'displayName',
  )
}

export const unknownStaff = (): never =>
  refuse('STAFF_UNKNOWN', { zh: '没有这个账号。', en: 'There is no such account.' })
