import type { Hundredths } from '../../../../shared/base/hundredths.ts'
import type { Scheme } from '../../../../shared/points/scheme.ts'
import { SCORED } from '../../../../shared/points/scheme-index.ts'
import { Card } from '../../../pages/ui/card.tsx'
import {
  Checkbox,
  formClass,
  NumberField,
  PointsField,
  RadioGroup,
  TextField,
  wideClass,
} from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'
import { AppraisalCard } from './appraisal-card.tsx'
import { CapFields } from './cap-fields.tsx'
import { errorAt } from './draft.ts'
import type { PanelProps } from './editor.tsx'

/** How points are counted: what a year begins with, floors and caps, vetoes, appraisal, ranking in public. */
export function RulesPanel(props: PanelProps) {
  return (
    <div class={css.rules}>
      <StartCard {...props} />
      <LimitsCard {...props} />
      <AppraisalCard {...props} />
      <RankingCard {...props} />
    </div>
  )
}

const START_MODES = ['accrue', 'grant', 'carryOver'] as const

function StartCard({ scheme, before, problems, onChange }: PanelProps) {
  const { items } = words()
  const { editor } = items
  const { start } = scheme
  return (
    <Card title={items.rules.startCard}>
      <div class={formClass}>
        <TextField
          required
          class={wideClass}
          label={editor.schemeTitle}
          value={scheme.title}
          maxLength={80}
          onChange={title => onChange({ ...scheme, title })}
          error={errorAt(problems, 'title')}
        />
        <RadioGroup
          class={wideClass}
          label={editor.reviewPeriod}
          hint={before ? editor.reviewFixed : undefined}
          value={scheme.reviewPeriod}
          options={(['quarter', 'halfYear'] as const).map(value => ({ value, label: items.reviewPeriods[value] }))}
          onChange={reviewPeriod => onChange({ ...scheme, reviewPeriod })}
          error={errorAt(problems, 'cycle') ?? errorAt(problems, 'reviewPeriod')}
        />
        <RadioGroup
          class={wideClass}
          stacked
          label={editor.start}
          value={start.mode}
          options={START_MODES.map(value => ({ value, label: editor.startModes[value] }))}
          onChange={mode => onChange({ ...scheme, start: startIn(mode) })}
        />
        <StartFields scheme={scheme} problems={problems} onChange={onChange} />
      </div>
    </Card>
  )
}

function startIn(mode: Scheme['start']['mode']): Scheme['start'] {
  if (mode === 'grant') return { mode, points: 6000 as Hundredths, byCategory: {} }
  return mode === 'carryOver' ? { mode, percentOfLastYear: 20, otherwise: 0 as Hundredths } : { mode }
}

/** An emptied field: the check refuses it and says so. */
const UNSET = Number.NaN as Hundredths

function StartFields({ scheme, problems, onChange }: Omit<PanelProps, 'before'>) {
  const { editor } = words().items
  const { start, categories } = scheme
  const set = (next: Scheme['start']) => onChange({ ...scheme, start: next })
  if (start.mode === 'accrue') return null
  if (start.mode === 'carryOver') {
    return (
      <>
        <NumberField
          label={editor.carryPercent}
          unit="%"
          min={1}
          max={100}
          value={start.percentOfLastYear}
          onChange={percent => set({ ...start, percentOfLastYear: percent ?? 0 })}
          error={errorAt(problems, 'start.percentOfLastYear')}
        />
        <PointsField
          label={editor.carryOtherwise}
          value={start.otherwise}
          onChange={otherwise => set({ ...start, otherwise: otherwise ?? UNSET })}
          error={errorAt(problems, 'start.otherwise')}
        />
      </>
    )
  }
  const setOf = (id: string, points: Hundredths | null) => {
    const { [id]: _, ...others } = start.byCategory
    set({ ...start, byCategory: points === null ? others : { ...others, [id]: points } })
  }
  return (
    <>
      <PointsField
        label={editor.startPoints}
        value={start.points}
        onChange={points => set({ ...start, points: points ?? UNSET })}
        error={errorAt(problems, 'start.points')}
      />
      <p class={`${wideClass} ${css.quiet}`}>
        {editor.startOther}。{editor.startAs}
      </p>
      {categories
        .filter(each => each.ranked)
        .map(each => (
          <PointsField
            key={each.id}
            label={each.label}
            value={start.byCategory[each.id] ?? null}
            onChange={points => setOf(each.id, points)}
          />
        ))}
    </>
  )
}

function LimitsCard({ scheme, problems, onChange }: PanelProps) {
  const { editor, components } = words().items
  const { floor, totalCap, componentCaps } = scheme
  return (
    <Card title={editor.componentCaps}>
      <div class={formClass}>
        {SCORED.map(component => (
          <CapFields
            key={component}
            of={components[component]}
            caps={componentCaps[component]}
            reviewPeriod={scheme.reviewPeriod}
            onChange={caps => onChange({ ...scheme, componentCaps: { ...componentCaps, [component]: caps } })}
            error={errorAt(problems, `componentCaps.${component}`)}
          />
        ))}
        <PointsField
          label={editor.totalCap}
          hint={words().items.rules.none}
          value={totalCap}
          onChange={value => onChange({ ...scheme, totalCap: value })}
          error={errorAt(problems, 'totalCap')}
        />
        <PointsField
          label={editor.floor}
          hint={editor.floorNote}
          value={floor}
          onChange={value => onChange({ ...scheme, floor: value })}
          error={errorAt(problems, 'floor')}
        />
      </div>
    </Card>
  )
}

function RankingCard({ scheme, problems, onChange }: PanelProps) {
  const { items } = words()
  const { editor } = items
  const { ranking } = scheme
  const set = (change: Partial<Scheme['ranking']>) => onChange({ ...scheme, ranking: { ...ranking, ...change } })
  return (
    <Card title={items.rules.rankingCard}>
      <Checkbox label={editor.rankingPublic} checked={ranking.public} onChange={open => set({ public: open })} />
      <NumberField
        class={css.short}
        label={editor.topN}
        hint={editor.topNNote}
        min={1}
        max={100}
        value={ranking.topN}
        onChange={topN => set({ topN: topN ?? 0 })}
        error={errorAt(problems, 'ranking.topN')}
      />
    </Card>
  )
}
