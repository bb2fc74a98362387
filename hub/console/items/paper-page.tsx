import { COMPONENTS, type Item } from '../../../shared/points/item.ts'
import type { Scheme } from '../../../shared/points/scheme.ts'
import { fingerprint } from '../../../shared/journal/chain.ts'
import { dateText } from '../../pages/format.ts'
import { SchemePaper } from '../../pages/papers/scheme.tsx'
import { EmptyState } from '../../pages/ui/card.tsx'
import { hubState } from '../hub-state.ts'
import { useBooks } from '../ledger/books.ts'
import { Loading } from '../loading.tsx'
import type { PageProps } from '../pages.ts'
import { PaperBar } from '../paper-bar.tsx'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { versionsOf, versionToShow, type Published } from './cycles.ts'
import { appraisalFacts, gradeLines, startFacts } from './rule-facts.ts'
import { capText, groupOf, worthText } from './wording.ts'

/** 积分方案 on paper: `#/scheme-paper/2026` what is in force · `#/scheme-paper/2026/2` that version. */
export function SchemePaperPage({ rest }: PageProps) {
  const { papers, items } = words()
  const [year, version] = rest
  const books = useBooks()
  const versions = versionsOf(books.data?.published ?? [], Number(year))
  const found = version
    ? (versions.find(each => String(each.version) === version) ?? null)
    : versionToShow(versions, today())
  return (
    <>
      <PaperBar
        back={{ href: hrefTo('scheme'), label: items.title }}
        title={papers.scheme.paper}
        {...(found && { print: papers.print })}
      />
      <main>
        <Loading of={books}>
          {() => (found ? <SchemeSheet published={found} /> : <EmptyState icon="items" text={papers.scheme.draft} />)}
        </Loading>
      </main>
    </>
  )
}

export function SchemeSheet({ published }: { published: Pick<Published, 'scheme' | 'version' | 'effectiveFrom'> }) {
  const { papers, items } = words()
  const { scheme: say } = papers
  const { scheme, version, effectiveFrom } = published
  const { branchName, head } = hubState.value
  const { bands, shares } = gradeLines(scheme)
  return (
    <SchemePaper
      title={say.title(scheme.title)}
      head={[branchName, say.version(version, dateText(effectiveFrom))]}
      itemsTitle={say.itemsTitle}
      columns={say.columns}
      components={COMPONENTS.map(component => ({
        label: items.components[component],
        rows: scheme.items
          .filter(item => item.component === component && item.retiredFrom === undefined)
          .map(item => itemRow(item, scheme)),
      })).filter(each => each.rows.length > 0)}
      groupsTitle={say.groupsTitle}
      groups={scheme.capGroups.map(group =>
        items.groupLine(group.items.join('、'), capText(group.caps, scheme.reviewPeriod)),
      )}
      rulesTitle={say.capsTitle}
      rules={[...startFacts(scheme), ...appraisalFacts(scheme)]}
      lines={[...bands, ...shares]}
      categoriesTitle={say.categoriesTitle}
      categories={scheme.categories.map(({ label, ranked }) => `${label}：${ranked ? say.ranked : say.notRanked}`)}
      signatures={say.signatures}
      foot={[say.foot, ...(head ? [`${papers.fingerprint} ${fingerprint(head.hash)}`] : [])]}
    />
  )
}

function itemRow(item: Item, scheme: Scheme) {
  const { items } = words()
  const group = groupOf(scheme, item.code)
  const cap = capText(item.caps, scheme.reviewPeriod)
  const others = group?.items.filter(code => code !== item.code).join('、')
  return {
    key: item.code,
    cells: [
      item.code,
      item.title,
      item.dimension === null ? '' : items.dimensionsShort[item.dimension],
      worthText(item),
      item.points === null ? '' : others ? items.inGroup(others, capText(group?.caps, scheme.reviewPeriod)) : cap,
      items.evidences[item.evidence],
    ],
  }
}
