import { refuse } from '../../shared/base/problem.ts'
import { normalLoginName, resetPassword as reset } from '../office/staff/staff.ts'
import type { Command } from './command.ts'
import { withOffice } from './with-office.ts'

export const resetPassword: Command = {
  name: 'reset-password',
  operands: ['LOGIN'],
  zh: '给忘记密码的账号设新密码（从键盘或标准输入读一行）。主机运行时不能用。',
  en: 'Set a new password for an account (one line, typed or piped). Refused while the hub runs.',
  async run({ config, operands: [loginName = ''], terminal }) {
    await withOffice(config, 'write', async office => {
      const accounts = await office.store.read.staff.all()
      const account = accounts.find(each => each.loginName === normalLoginName(loginName))
      if (!account) {
        const known = accounts.map(each => each.loginName).join('、')
        refuse('STAFF_UNKNOWN', {
          zh: `没有“${loginName}”这个登录名。现有：${known}`,
          en: `There is no such account. There are: ${known}.`,
        })
      }
      const password = await terminal.askSecret('新密码', 'new password')
      await reset(office, { type: 'local' }, { staffId: account.staffId, password })
    })
    terminal.say('密码已重设，这个账号的登录全部作废。', 'The password was reset; all its sessions are over.')
    return 0
  },
}
