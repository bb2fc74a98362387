import { useState } from 'preact/hooks'
import { fitting } from '../../../shared/people/matching.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { hubState } from '../hub-state.ts'
import { Loading } from '../loading.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { useFindKeys } from '../parts/find-keys.ts'
import { now } from '../today.ts'
import { words } from '../text/words.ts'
import { PairDialog, RenameDialog, RevokeDialog, SettleDialog } from './dialogs.tsx'
import { worstFirst, type KioskRow } from './health.ts'
import { KioskTable } from './kiosk-table.tsx'
import { ReissueDialog } from './reissue-dialog.tsx'
import { useKiosks } from './use-kiosks.ts'

type Open =
  | { readonly what: 'pair' }
  | { readonly what: 'rename' | 'revoke' | 'reissue' | 'settle'; readonly row: KioskRow }
  | null

/** `#/kiosks` and `#/kiosks/pair`. */
export function KiosksPage({ rest }: PageProps) {
  const { kiosks, find } = words()
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<Open>(rest[0] === 'pair' ? { what: 'pair' } : null)
  const list = useKiosks()
  const keys = useFindKeys((list.data?.rows ?? []).map(row => row.place))
  const close = () => {
    setOpen(null)
    list.refresh()
  }
  const pair = (
    <Button kind="primary" icon="plus" onClick={() => setOpen({ what: 'pair' })}>
      {kiosks.pair}
    </Button>
  )
  return (
    <>
      <PageHead title={kiosks.title} tools={pair} />
      <Card
        title={kiosks.listCard}
        padded={false}
        side={<FindBox value={typed} placeholder={find.places} onChange={setTyped} />}
      >
        <Loading of={list}>
          {({ rows, incidents, glass }) =>
            rows.length === 0 ? (
              <EmptyState icon="scan" text={kiosks.none} />
            ) : (
              <KioskTable
                glass={glass}
                kiosks={fitting(
                  worstFirst(rows, incidents, now(), hubState.value.timeZone),
                  typed,
                  ({ row, health }) => ({
                    name: row.place,
                    initials: keys(row.place).initials,
                    notes: [health.word],
                  }),
                )}
                onRename={row => setOpen({ what: 'rename', row })}
                onRevoke={row => setOpen({ what: 'revoke', row })}
                onReissue={row => setOpen({ what: 'reissue', row })}
                onSettle={row => setOpen({ what: 'settle', row })}
              />
            )
          }
        </Loading>
      </Card>
      {open?.what === 'pair' && <PairDialog onClose={close} />}
      {open?.what === 'rename' && <RenameDialog row={open.row} onClose={close} />}
      {open?.what === 'revoke' && (
        <RevokeDialog row={open.row} onClose={close} onLost={() => setOpen({ what: 'reissue', row: open.row })} />
      )}
      {open?.what === 'settle' && <SettleDialog row={open.row} onClose={close} />}
      {open?.what === 'reissue' && <ReissueDialog row={open.row} onClose={close} />}
    </>
  )
}
