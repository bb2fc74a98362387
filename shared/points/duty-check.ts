import { problem, type Problem } from '../base/problem.ts'
import type { Scheme } from './scheme.ts'

/** What the duty posts of a scheme (设岗定责) say about its categories and items (PT14, PT40). */
export function dutyProblems({ duties, categories, items }: Scheme): Problem[] {
  if (duties === undefined) return []
  const known = new Set(categories.map(each => each.id))
  const itemOf = new Map(items.map(each => [each.code, each]))
  const ids = duties.posts.map(each => each.id)
  const unknown = duties.categories
    .filter(id => !known.has(id))
    .map(id => {
      const text = { zh: `类别“${id}”不在方案的类别里。`, en: `the scheme has no category ${id}` }
      return problem('SCHEME_CATEGORY_UNKNOWN', text, 'duties.categories')
    })
  const ofPosts = duties.posts.flatMap((post, at) => {
    const problems: Problem[] = []
    const say = (code: string, zh: string, en: string, member: string) =>
      problems.push(problem(code, { zh, en }, `duties.posts[${at}].${member}`))
    if (ids.indexOf(post.id) < at)
      say('SCHEME_POST_TWICE', `岗位“${post.id}”重复。`, `the post ${post.id} occurs twice`, 'id')
    for (const code of post.items) {
      const item = itemOf.get(code)
      if (item === undefined) {
        say('SCHEME_POST_ITEM_UNKNOWN', `岗位“${post.label}”里的项目“${code}”不存在。`, `no item ${code}`, 'items')
      } else if (item.component !== 'base' && item.component !== 'contribution') {
        const zh = `岗位“${post.label}”只能带加分项目，“${code}”是扣分或一票否决。`
        say('SCHEME_POST_ITEM_KIND', zh, `${code} takes points away`, 'items')
      }
    }
    return problems
  })
  return [...unknown, ...ofPosts]
}
