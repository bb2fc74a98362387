import type { MemberId } from '../../../shared/base/ids.ts'
import { dateText } from '../../pages/format.ts'
import { api } from '../api.ts'
import { useQuery } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import css from './members.module.css'

export type CareOfMember = Awaited<ReturnType<typeof api.care.ofMember.query>>

/** 岗位与帮扶: duty posts and helpers, beside the card. */
export function MemberCare({ memberId }: { memberId: MemberId }) {
  const found = useQuery(['helper', 'ofMember', memberId], () => api.care.ofMember.query({ memberId }), [
    'scheme',
    'talk',
    'member',
  ])
  return found.data ? <CareSection care={found.data} /> : null
}

export function CareSection({ care: { posts, helpers, helps, lastTalk } }: { care: CareOfMember }) {
  const { drawer } = words().members
  const { care } = drawer
  const facts = [
    [care.posts, posts.join('、')],
    [care.helpers, helpers.map(each => care.since(each.helper, dateText(each.since))).join('、')],
    ...(helps.length > 0 ? [[care.helps, helps.join('、')]] : []),
    ...(lastTalk ? [[care.lastTalk, dateText(lastTalk)]] : []),
  ]
  return (
    <section class={css.section}>
      <h3>{care.title}</h3>
      <dl class={css.facts}>
        {facts.map(([term = '', value = '']) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value === '' ? <span class={css.quiet}>{drawer.none}</span> : value}</dd>
          </div>
        ))}
      </dl>
      <p class={css.line}>
        <a class={css.link} href={hrefTo('care', 'helpers')}>
          {care.toHelpers}
        </a>
        <a class={css.link} href={hrefTo('scheme', 'posts')}>
          {care.toPosts}
        </a>
      </p>
    </section>
  )
}
