import { useText } from '../text/use-text.ts'
import { Empty } from '../ui/empty.tsx'
import { Frame } from '../ui/frame.tsx'

/** A section that has nothing published yet, or whose content must not be shown now. */
export function NotReady({ what }: { what: 'items' | 'ranking' | 'checking' | 'unreadable' }) {
  const t = useText()
  const words = {
    items: [t.items.empty, t.items.emptyNote, t.items.title],
    ranking: [t.ranking.empty, t.ranking.emptyNote, t.ranking.title],
    checking: [t.notice.checking, t.notice.checkingNote, t.home.notices],
    unreadable: [t.notice.unreadable, t.notice.unreadableNote, t.home.notices],
  } as const
  const icons = { items: 'items', ranking: 'rank', checking: 'ledger', unreadable: 'alert' } as const
  const [title, note, where] = words[what]
  return (
    <Frame where={where} speech={`${title}。${note}`} layout="center">
      <Empty icon={icons[what]} title={title} note={note} />
    </Frame>
  )
}
