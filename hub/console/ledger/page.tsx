import type { PageProps } from '../pages.ts'
import { ImportLedgerPage } from './import-page.tsx'
import { LedgerList } from './list.tsx'
import { OpeningsPage } from './openings-page.tsx'
import { RegisterPage } from './register-page.tsx'

/** `#/ledger` the list · `#/ledger/of/<member>` of one person · `…/register` · `…/openings` · `…/import` */
export function LedgerPage({ rest }: PageProps) {
  const [where, id] = rest
  switch (where) {
    case 'register':
      return <RegisterPage />
    case 'openings':
      return <OpeningsPage />
    case 'import':
      return <ImportLedgerPage />
    default:
      return <LedgerList key={id} memberId={where === 'of' ? (id ?? null) : null} />
  }
}
