import { yearOf } from '../../../shared/base/plain-date.ts'
import { Button } from '../../pages/ui/button.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { cyclesToShow } from '../items/cycles.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import type { PageProps } from '../pages.ts'
import { fileOf, saveFile } from '../parts/save-file.ts'
import { SmallSelect } from '../parts/small-select.tsx'
import { useMutation, useQuery } from '../query.ts'
import { go, hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { OversightView } from './view.tsx'
import css from './oversight.module.css'

/** Everything that the overview is counted from. */
const DESKS = [
  'signIn',
  'attendance',
  'leave',
  'member',
  'roster',
  'scheme',
  'review',
  'notice',
  'declaration',
  'entry',
]

/** `#/oversight` this year · `#/oversight/2025`. */
export function OversightPage({ rest }: PageProps) {
  const { oversight } = words()
  const cycle = Number(rest[0] ?? yearOf(today()))
  const published = useQuery(['scheme', 'published'], () => api.scheme.published.query())
  const year = useQuery(['activity', 'oversight', cycle], () => api.oversight.year.query({ cycle }), DESKS)
  const save = useMutation(() => api.exports.oversight.query({ cycle }))
  const run = async () => {
    const done = await save.run()
    if (done.ok) saveFile(fileOf(done.value))
  }
  return (
    <>
      <PageHead
        title={oversight.title}
        terms={['dimension', 'usual']}
        tools={
          <>
            <SmallSelect
              label={oversight.year}
              value={String(cycle)}
              options={yearsToShow(published.data ?? [], cycle).map(each => ({
                value: String(each),
                label: oversight.yearOf(each),
              }))}
              onChange={next => go('oversight', next)}
            />
            <span class={css.note}>{oversight.note}</span>
            <Button icon="printer" onClick={() => window.open(hrefTo('oversight-paper', String(cycle)))}>
              {oversight.print}
            </Button>
            <Button icon="download" busy={save.busy} why={offlineWhy()} onClick={() => void run()}>
              {oversight.export}
            </Button>
          </>
        }
      />
      <ProblemList problems={save.problems} />
      <Loading of={year}>{found => <OversightView year={found} />}</Loading>
    </>
  )
}

const yearsToShow = (published: Parameters<typeof cyclesToShow>[0], cycle: number): number[] =>
  [...new Set([...cyclesToShow(published, today()).filter(each => each <= yearOf(today())), cycle])].sort(
    (a, b) => b - a,
  )
