import { useState } from 'preact/hooks'
import type { MemberId } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { postsOf } from '../../../shared/points/items-for.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card, EmptyState } from '../../pages/ui/card.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { Dialog, DialogActs } from '../../pages/ui/dialog.tsx'
import { FindBox } from '../../pages/ui/find-box.tsx'
import { Checkbox } from '../../pages/ui/inputs.tsx'
import { kitWords } from '../../pages/ui/kit-words.ts'
import { matchPeople } from '../../pages/ui/person-match.ts'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Table } from '../../pages/ui/table.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { inStrokeOrder, personOf, type MemberRow } from '../members/member-row.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation, useQuery } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { labelOf } from './wording.ts'
import css from './items.module.css'

export interface Holder {
  readonly member: MemberRow
  readonly posts: readonly string[]
}

/** 设岗定责: the posts of the scheme, and who without an office holds which. */
export function PostsTab({ scheme, canGive }: { scheme: Scheme; canGive: boolean }) {
  const found = useQuery(
    ['scheme', 'posts', scheme.cycle],
    async () => {
      const day = today() < `${scheme.cycle}-12-31` ? today() : (`${scheme.cycle}-12-31` as PlainDate)
      const [holders, members] = await Promise.all([api.scheme.postHolders.query({ day }), api.members.list.query()])
      const posts = new Map(holders.map(each => [each.memberId, each.posts]))
      return inStrokeOrder(members).flatMap(({ member }): Holder[] => {
        const held = posts.get(member.memberId)
        return held ? [{ member, posts: held }] : []
      })
    },
    ['member', 'roster'],
  )
  return <Loading of={found}>{holders => <PostsView scheme={scheme} holders={holders} canGive={canGive} />}</Loading>
}

export function PostsView(props: { scheme: Scheme; holders: readonly Holder[]; canGive: boolean }) {
  const { january } = words()
  const { scheme, holders, canGive } = props
  const [typed, setTyped] = useState('')
  const [open, setOpen] = useState<Holder | null>(null)
  const posts = scheme.duties?.posts ?? []
  if (posts.length === 0) {
    return (
      <Card title={january.postsTab}>
        <EmptyState icon="items" text={january.postsNone} />
      </Card>
    )
  }
  const fits = new Set(
    matchPeople(
      holders.map(each => personOf(each.member)),
      typed,
    ).map(each => each.memberId),
  )
  const rows = typed.trim() === '' ? holders : holders.filter(each => fits.has(each.member.memberId))
  const { name, category, posts: held } = january.holderColumns
  return (
    <div class={css.postColumns}>
      <Card title={january.postsCard}>
        <ul class={css.groups}>
          {posts.map(post => (
            <li key={post.id}>
              <b class={css.postHead}>
                {post.label}
                <small>{january.held(holders.filter(each => each.posts.includes(post.id)).length)}</small>
              </b>
              <span>{post.duty}</span>
            </li>
          ))}
        </ul>
      </Card>
      <Card
        title={january.holdersCard(holders.length)}
        padded={false}
        side={<FindBox value={typed} placeholder={words().find.people} onChange={setTyped} />}
      >
        <Table
          label={january.postsTab}
          rows={rows}
          keyOf={each => each.member.memberId}
          onOpen={canGive ? setOpen : undefined}
          empty={words().find.none}
          columns={[
            {
              id: 'name',
              head: name,
              width: '160px',
              cell: ({ member }) => <b>{withNote(member.name, member.nameNote)}</b>,
            },
            { id: 'category', head: category, width: '120px', cell: ({ member }) => labelOf(scheme, member.category) },
            {
              id: 'posts',
              head: held,
              cell: ({ posts: ids }) =>
                postsOf(scheme, ids)
                  .map(post => post.label)
                  .join('、') || <span class={css.quiet}>{january.noPost}</span>,
            },
            {
              id: 'give',
              head: '',
              width: '110px',
              align: 'end',
              cell: each =>
                canGive && (
                  <Button size="small" onClick={() => setOpen(each)}>
                    {january.givePosts}
                  </Button>
                ),
            },
          ]}
        />
      </Card>
      {open && <PostsDialog scheme={scheme} holder={open} onClose={() => setOpen(null)} />}
    </div>
  )
}

export function PostsDialog(props: { scheme: Scheme; holder: Holder; onClose: () => void }) {
  const { january } = words()
  const { scheme, holder, onClose } = props
  const [posts, setPosts] = useState<readonly string[]>(holder.posts)
  const [from, setFrom] = useState<PlainDate | null>(today())
  const give = useMutation(
    (day: PlainDate) =>
      api.scheme.givePosts.mutate({ memberId: holder.member.memberId as MemberId, from: day, posts: [...posts] }),
    () => january.given,
  )
  const run = async () => {
    if (from && (await give.run(from)).ok) onClose()
  }
  return (
    <Dialog
      title={january.giveTitle(holder.member.name)}
      onClose={onClose}
      actions={
        <DialogActs
          label={january.givePosts}
          busy={give.busy}
          why={offlineWhy() ?? (from ? null : kitWords().required)}
          onAct={() => void run()}
          onCancel={onClose}
        />
      }
    >
      <div class={css.postChoices} role="group" aria-label={january.postsCard}>
        {scheme.duties?.posts.map(post => (
          <div key={post.id}>
            <Checkbox
              label={post.label}
              checked={posts.includes(post.id)}
              onChange={on => setPosts(on ? [...posts, post.id] : posts.filter(id => id !== post.id))}
            />
            <small>{post.duty}</small>
          </div>
        ))}
      </div>
      <DateField
        required
        class={css.short}
        label={january.giveFrom}
        hint={january.giveNote}
        value={from}
        min={`${scheme.cycle}-01-01` as PlainDate}
        max={today()}
        onChange={setFrom}
      />
      <ProblemList problems={give.problems} />
    </Dialog>
  )
}
