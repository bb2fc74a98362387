import { useState } from 'preact/hooks'
import { may, type Role } from '../../../shared/people/rights.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Rail } from '../../pages/ui/rail.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { go } from '../router.ts'
import { words } from '../text/words.ts'
import { BriefDialog } from './brief-dialog.tsx'
import { januaryRail, nextStep, type NextStep, type SchemeSteps } from './january-model.ts'
import { BoardDialog } from './publish-dialog.tsx'
import css from './items.module.css'

/** Draft → told → published → on the board: where the year stands, in a sentence, and the next step as a button. */
export function JanuaryCard({ steps, role }: { steps: SchemeSteps; role: Role | null }) {
  const { january } = words()
  const next = nextStep(steps)
  const say = next === 'start' ? january.say.start(steps.cycle) : january.say[next]
  return (
    <Card title={january.card(steps.cycle)}>
      <div class={css.january}>
        <Rail label={january.rail} steps={januaryRail(steps)} />
        <div class={css.januaryNext}>
          <p>{say}</p>
          {role !== null && <Acts steps={steps} next={next} role={role} />}
        </div>
      </div>
    </Card>
  )
}

function Acts({ steps, next, role }: { steps: SchemeSteps; next: NextStep; role: Role }) {
  const { acts } = words().january
  const { cycle, board } = steps
  const [asking, setAsking] = useState<'brief' | 'board' | null>(null)
  const edit = () => go('scheme', 'edit', String(cycle))
  const why = offlineWhy()
  const mayChange = may(role, 'scheme.change')
  return (
    <>
      {mayChange && next === 'start' && <StartButtons steps={steps} />}
      <div class={css.januaryActs}>
        {mayChange && (next === 'brief' || next === 'stale') && (
          <Button kind="primary" icon="people" why={why} onClick={() => setAsking('brief')}>
            {acts.brief}
          </Button>
        )}
        {(next === 'publish' || next === 'amend') && (
          <Button kind="primary" icon="next" onClick={edit}>
            {acts.publish}
          </Button>
        )}
        {mayChange && (next === 'brief' || next === 'stale') && (
          <Button icon="edit" onClick={edit}>
            {acts.edit}
          </Button>
        )}
        {may(role, 'notices.prepare') && next === 'board' && (
          <Button kind="primary" icon="notice" why={why} onClick={() => setAsking('board')}>
            {acts.board}
          </Button>
        )}
        {may(role, 'notices.prepare') && next === 'prepared' && board.noticeId !== null && (
          <Button kind="primary" icon="notice" onClick={() => go('notices', board.noticeId ?? '')}>
            {acts.openNotice}
          </Button>
        )}
      </div>
      {asking === 'brief' && <BriefDialog cycle={cycle} onClose={() => setAsking(null)} />}
      {asking === 'board' && <BoardDialog cycle={cycle} afterPublishing={false} onClose={() => setAsking(null)} />}
    </>
  )
}

function StartButtons({ steps: { cycle, lastCycle } }: { steps: SchemeSteps }) {
  const { january } = words()
  const start = useMutation(
    (from: 'lastYear' | 'village' | 'community') => api.scheme.start.mutate({ cycle, from }),
    () => january.started(cycle),
  )
  const run = async (from: 'lastYear' | 'village' | 'community') => {
    if ((await start.run(from)).ok) go('scheme', 'edit', String(cycle))
  }
  const common = { busy: start.busy, why: offlineWhy() }
  return (
    <>
      <div class={css.januaryActs}>
        {lastCycle !== null && (
          <Button kind="primary" icon="edit" {...common} onClick={() => void run('lastYear')}>
            {january.acts.lastYear(lastCycle)}
          </Button>
        )}
        <Button kind={lastCycle === null ? 'primary' : 'outline'} {...common} onClick={() => void run('village')}>
          {january.acts.village}
        </Button>
        <Button {...common} onClick={() => void run('community')}>
          {january.acts.community}
        </Button>
      </div>
      <ProblemList problems={start.problems} />
    </>
  )
}
