import type { Page } from 'playwright-core'

/**
 * Where `npm run pictures -- live` goes in the seeded branch: every page of the console and every dialog that a press
 * opens, with the hub behind it and the pages as they are built. A step is an address, the words of a button, or a hand
 * of its own.
 */
type Step = `#/${string}` | string | ((tab: Page) => Promise<unknown>)

export interface LivePage {
  readonly name: string
  readonly steps: readonly [`#/${string}`, ...Step[]]
}

const row = (at: number) => (tab: Page) => tab.locator('tbody tr').nth(at).click()
const first = (label: string) => (tab: Page) => tab.getByRole('button', { name: label, exact: true }).first().click()
const last = (label: string) => (tab: Page) => tab.getByRole('button', { name: label, exact: true }).last().click()
const typed = (text: string) => async (tab: Page) => {
  await tab.keyboard.press('/')
  await tab.keyboard.type(text)
}
const anActivity = (tab: Page) => tab.locator('a[href*="#/activities/0"]').last().click()

const page = (name: string, ...steps: LivePage['steps']): LivePage => ({ name, steps })

export const LIVE_PAGES: readonly LivePage[] = [
  page('today', '#/today'),
  page('oversight', '#/oversight'),
  page('members', '#/members'),
  page('members-found', '#/members', typed('lxy')),
  page('members-none', '#/members', typed('zzzz')),
  page('member', '#/members', row(3)),
  page('member-edit', '#/members', row(3), '修改'),
  page('member-lost', '#/members', row(3), last('挂失')),
  page('member-add', '#/members', '添加党员'),
  page('member-cards', '#/members', '党员卡'),
  page('member-import', '#/members', '导入名册'),
  page('scheme', '#/scheme'),
  page('scheme-item', '#/scheme', row(0)),
  page('scheme-rules', '#/scheme', '计分办法'),
  page('scheme-posts', '#/scheme', '设岗定责'),
  page('scheme-post', '#/scheme', '设岗定责', first('定岗')),
  page('scheme-versions', '#/scheme', '版本'),
  page('scheme-import', '#/scheme', '从文件导入'),
  page('editor', '#/scheme', '修改方案'),
  page('editor-item', '#/scheme', '修改方案', '添加项目'),
  page('editor-groups', '#/scheme', '修改方案', '合并封顶'),
  page('editor-rules', '#/scheme', '修改方案', '计分办法'),
  page('editor-categories', '#/scheme', '修改方案', '类别与岗位'),
  page('editor-grades', '#/scheme', '修改方案', '等次与提醒'),
  page('inbox', '#/declarations'),
  page('inbox-accept', '#/declarations', first('同意')),
  page('inbox-ask', '#/declarations', first('退回补充')),
  page('inbox-refuse', '#/declarations', first('不采纳')),
  page('inbox-done', '#/declarations/done'),
  page('inbox-sample', '#/declarations/sample'),
  page('round', '#/declarations/round'),
  page('ledger', '#/ledger'),
  page('ledger-reverse', '#/ledger', first('冲销')),
  page('ledger-register', '#/ledger', '登记积分'),
  page('ledger-export', '#/ledger', first('导出')),
  page('ledger-openings', '#/ledger', '期初结转'),
  page('ledger-import', '#/ledger', '导入台账'),
  page('standings', '#/standings'),
  page('standing', '#/standings', row(2)),
  page('standings-export', '#/standings', first('导出')),
  page('activities', '#/activities'),
  page('activity-add', '#/activities', '安排活动'),
  page('activity-import', '#/activities', '导入活动计划'),
  page('activity-elsewhere', '#/activities', '外出参加活动'),
  page('activity', '#/activities', anActivity),
  page('activity-cancel', '#/activities', anActivity, '取消活动'),
  page('activity-guest', '#/activities', anActivity, '登记来宾'),
  page('activity-others', '#/activities', anActivity, '代录其他人'),
  page('conflicts', '#/conflicts'),
  page('reviews', '#/reviews'),
  page('reviews-running', '#/reviews/2026-Q4'),
  page('care', '#/care'),
  page('care-remind', '#/care', first('记下提醒')),
  page('care-talk', '#/care', last('记一次谈话')),
  page('care-helper', '#/care', first('定联系人')),
  page('care-talks', '#/care/talks'),
  page('care-follow', '#/care/talks', first('记回访')),
  page('care-erase', '#/care/talks', first('抹去内容')),
  page('care-helpers', '#/care/helpers'),
  page('care-end', '#/care/helpers', first('结束帮扶')),
  page('care-praise', '#/care/praise'),
  page('notices', '#/notices'),
  page('notice', '#/notices', row(5)),
  page('notice-correct', '#/notices', row(5), first('更正')),
  page('notice-withdraw', '#/notices', row(5), first('撤下')),
  page('notice-periodPoints', '#/notices/new/periodPoints'),
  page('notice-ranking', '#/notices/new/ranking'),
  page('notice-commendation', '#/notices/new/commendation'),
  page('notice-pledges', '#/notices/new/pledges'),
  page('notice-activity', '#/notices/new/activity'),
  page('notice-announcement', '#/notices/new/announcement'),
  page('notice-items', '#/notices/new/items'),
  page('kiosks', '#/kiosks'),
  page('kiosk-pair', '#/kiosks', '配对公开屏'),
  page('journal', '#/journal'),
  page('journal-backup', '#/journal', last('设置')),
  page('settings', '#/settings'),
  page('settings-days', '#/settings/days'),
  page('settings-screens', '#/settings/screens'),
  page('settings-voice', '#/settings/voice'),
  page('settings-staff', '#/settings/staff'),
  page('settings-staff-add', '#/settings/staff', '添加账号'),
  page('settings-staff-edit', '#/settings/staff', first('修改')),
  page('settings-staff-reset', '#/settings/staff', first('重设密码')),
  page('settings-password', '#/settings/password'),
]
