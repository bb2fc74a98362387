import type { StaffId } from '../../../shared/base/ids.ts'
import { refuse, Refusal } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { Role } from '../../../shared/people/rights.ts'
import { KIOSK_PIN, pinProblem, pinVerifier } from '../../../shared/people/service-pin.ts'
import { tellKiosks } from '../branch.ts'
import type { Office, Work } from '../ports.ts'
import { checkDisplayName, checkOwnPassword, unknownStaff, type StaffAccount } from './staff.ts'

/** Changes of an account that the kiosks hear of: who confirms people by hand, and with which PIN. */

/**
 * Another name, another role, closed or opened again. The login name stays for ever: it is how people know each other's
 * account.
 * @throws Refusal STAFF_UNKNOWN | LAST_SECRETARY | DISPLAY_NAME_SHAPE
 */
export async function changeStaff(
  office: Office,
  by: Author,
  change: { readonly staffId: StaffId; readonly displayName: string; readonly role: Role; readonly active: boolean },
): Promise<void> {
  await office.store.write(by, async work => {
    const all = await work.staff.all()
    const before = all.find(each => each.staffId === change.staffId) ?? unknownStaff()
    const others = all.filter(each => each.staffId !== change.staffId)
    const staysSecretary = change.active && change.role === 'secretary'
    if (!staysSecretary && !others.some(each => each.active && each.role === 'secretary')) {
      refuse('LAST_SECRETARY', {
        zh: '这是最后一个书记账号，不能停用或改岗。请先添加另一个书记账号。',
        en: 'The last active secretary account cannot be closed or changed to another role.',
      })
    }
    const displayName = checkDisplayName(change.displayName)
    const { staffId, role, active } = change
    const profile = await work.keepWords('staff', JSON.stringify({ loginName: before.loginName, displayName }))
    await work.append({ kind: 'staff.recorded', body: { staffId, role, active, profile } })
    await work.eraseWords(before.profileId)
    // A closed account confirms nobody any more; opened again, it chooses a new PIN.
    if (!active) await forgetPin(work, before)
    await tellKiosks(office, work)
  })
}

/**
 * The PIN with which this account confirms people at a kiosk. Only its owner chooses it.
 * @throws Refusal PIN_SHAPE | PIN_SIMPLE | PASSWORD_WRONG | LOGIN_WAIT
 */
export async function setKioskPin(
  office: Office,
  account: StaffAccount,
  change: { readonly pin: string; readonly current: string; readonly address: string },
): Promise<void> {
  const wrong = pinProblem(change.pin, KIOSK_PIN)
  if (wrong) throw new Refusal([{ ...wrong, where: 'pin' }])
  await checkOwnPassword(office, account, change.current, change.address)
  const verifier = pinVerifier(change.pin, office.random(16))
  const { staffId } = account
  await office.store.write({ type: 'staff', id: staffId }, async work => {
    const before = await accountOf(work, staffId)
    const pin = await work.keepWords('staff', JSON.stringify(verifier))
    await work.append({ kind: 'staff.kioskPinSet', body: { staffId, pin } })
    if (before.kioskPinId) await work.eraseWords(before.kioskPinId)
    await tellKiosks(office, work)
  })
}

/**
 * The account confirms nobody at a kiosk any more. Does nothing where it has no PIN.
 * @throws Refusal STAFF_UNKNOWN
 */
export async function clearKioskPin(office: Office, by: Author, staffId: StaffId): Promise<void> {
  await office.store.write(by, async work => {
    await forgetPin(work, await accountOf(work, staffId))
    await tellKiosks(office, work)
  })
}

async function forgetPin(work: Work, { staffId, kioskPinId }: StaffAccount): Promise<void> {
  if (!kioskPinId) return
  await work.append({ kind: 'staff.kioskPinCleared', body: { staffId } })
  await work.eraseWords(kioskPinId)
}

const accountOf = async (work: Work, staffId: StaffId): Promise<StaffAccount> =>
  (await work.staff.all()).find(each => each.staffId === staffId) ?? unknownStaff()
