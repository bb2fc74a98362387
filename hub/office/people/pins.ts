import type { MemberId } from '../../../shared/base/ids.ts'
import { refuse } from '../../../shared/base/problem.ts'
import type { Author } from '../../../shared/journal/facts.ts'
import type { Office } from '../ports.ts'
import { refreshRosterFeed } from './roster-feed.ts'

/** SG46: forgets a member's own PIN; a new one is set at a kiosk with the card. @throws Refusal PIN_NONE */
export async function clearPin(office: Office, by: Author, memberId: MemberId): Promise<void> {
  await office.store.write(by, async work => {
    if (!(await work.pins.holders()).has(memberId)) {
      refuse('PIN_NONE', { zh: '这名党员没有设置个人密码。', en: 'The member has no PIN.' })
    }
    await work.append({ kind: 'pin.cleared', body: { memberId } })
    await refreshRosterFeed(office, work, [memberId])
  })
}
