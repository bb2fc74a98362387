/** RT: who may what. One table, one function that reads it, checked at the hub only; pages merely hide. */

export const ROLES = ['secretary', 'registrar'] as const
export type Role = (typeof ROLES)[number]

/** Every act of the console, by desk. */
export const ACTIONS = [
  'staff.manage',
  'settings.change',
  'members.read',
  'members.readIdentifiers',
  'members.change',
  'cards.issue',
  'scheme.change',
  'scheme.publish',
  'ledger.read',
  'ledger.register',
  'ledger.deduct',
  'ledger.reverse',
  'activities.change',
  'activities.close',
  'reviews.hear',
  'care.keep',
  'reviews.settle',
  'oversight.read',
  'notices.prepare',
  'notices.approve',
  'notices.withdraw',
  'kiosks.manage',
  'journal.verify',
  'words.erase',
  'incidents.close',
  'backup.make',
] as const
export type Action = (typeof ACTIONS)[number]

const everyday: readonly Action[] = [
  'members.read',
  'members.readIdentifiers',
  'members.change',
  'cards.issue',
  'scheme.change',
  'ledger.read',
  'ledger.register',
  'ledger.deduct',
  'ledger.reverse',
  'activities.change',
  'activities.close',
  'reviews.hear',
  'care.keep',
  'oversight.read',
  'notices.prepare',
  'kiosks.manage',
  'journal.verify',
  'backup.make',
]

const RIGHTS: { readonly [role in Role]: ReadonlySet<Action> } = {
  secretary: new Set(ACTIONS),
  registrar: new Set(everyday),
}

export const may = (role: Role, action: Action): boolean => RIGHTS[role].has(action)
