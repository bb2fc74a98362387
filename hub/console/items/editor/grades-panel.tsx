import type { Hundredths } from '../../../../shared/base/hundredths.ts'
import { ALERT_MEASURES, GRADES, type Alert, type Scheme } from '../../../../shared/points/scheme.ts'
import { Checkbox, NumberField, PointsField, Select, TextField } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'
import { AppliesTo } from './applies-to.tsx'
import { errorAt, replaced, without } from './draft.ts'
import type { PanelProps } from './editor.tsx'
import { RowEditor } from './row-editor.tsx'

/** What totals suggest and what they call for: bands, shares of grades, alerts. People decide. */
export function GradesPanel(props: PanelProps) {
  return (
    <div class={css.rules}>
      <BandsCard {...props} />
      <SharesCard {...props} />
      <AlertsCard {...props} />
    </div>
  )
}

function BandsCard({ scheme, problems, onChange }: PanelProps) {
  const { items } = words()
  const { editor } = items
  const { bands } = scheme
  const set = (next: Scheme['bands']) => onChange({ ...scheme, bands: next })
  const rows = bands.map((band, at) => {
    const change = (part: Partial<Scheme['bands'][number]>) => set(replaced(bands, at, { ...band, ...part }))
    return (
      <div key={at} class={css.threeFields}>
        <Select
          label={editor.bandGrade}
          value={band.grade}
          options={GRADES.map(value => ({ value, label: items.grades[value] }))}
          onChange={grade => change({ grade })}
          error={errorAt(problems, `bands[${at}]`)}
        />
        <PointsField label={editor.bandFrom} value={band.from} onChange={from => change({ from: from ?? UNSET })} />
        <TextField
          label={editor.bandLabel}
          value={band.label ?? ''}
          maxLength={40}
          placeholder={editor.bandLabelHint}
          onChange={label => change({ label: label || undefined })}
        />
      </div>
    )
  })
  const last = bands.at(-1)
  return (
    <RowEditor
      title={editor.bandGrade}
      note={editor.bandsNote}
      rows={rows}
      add={editor.addBand}
      onAdd={() =>
        set([...bands, { grade: last?.grade ?? 'excellent', from: ((last?.from ?? 10_000) - 1000) as Hundredths }])
      }
      onRemove={at => set(without(bands, at))}
    />
  )
}

/** A field that is empty for a moment is no number of points; the check says so. */
const UNSET = Number.NaN as Hundredths

function SharesCard({ scheme, problems, onChange }: PanelProps) {
  const { items } = words()
  const { editor } = items
  const { gradeShares } = scheme
  const set = (next: Scheme['gradeShares']) => onChange({ ...scheme, gradeShares: next })
  const rows = gradeShares.map((share, at) => {
    const change = (part: Partial<Scheme['gradeShares'][number]>) =>
      set(replaced(gradeShares, at, { ...share, ...part }))
    const error = (field: string) => errorAt(problems, `gradeShares[${at}].${field}`)
    return (
      <div key={at} class={css.shareRow}>
        <div class={css.checks} role="group" aria-label={editor.shareGrades}>
          {GRADES.map(grade => (
            <Checkbox
              key={grade}
              label={items.grades[grade]}
              checked={share.grades.includes(grade)}
              onChange={on =>
                change({ grades: GRADES.filter(each => (each === grade ? on : share.grades.includes(each))) })
              }
            />
          ))}
        </div>
        <TextField
          label={editor.shareMost}
          placeholder={editor.shareHint}
          value={share.most ?? ''}
          onChange={most => change({ most: most.trim() || undefined })}
          error={error('most') ?? error('grades') ?? wholeError(problems, at)}
        />
        <TextField
          label={editor.shareLeast}
          placeholder={editor.shareHint}
          value={share.least ?? ''}
          onChange={least => change({ least: least.trim() || undefined })}
          error={error('least')}
        />
      </div>
    )
  })
  return (
    <RowEditor
      title={editor.shares}
      note={editor.sharesNote}
      rows={rows}
      add={editor.addShare}
      onAdd={() => set([...gradeShares, { grades: ['excellent'], most: '1/3' }])}
      onRemove={at => set(without(gradeShares, at))}
    />
  )
}

const wholeError = (problems: PanelProps['problems'], at: number): string | null =>
  errorAt(
    problems.filter(each => each.where === `gradeShares[${at}]`),
    `gradeShares[${at}]`,
  )

function AlertsCard({ scheme, problems, onChange }: PanelProps) {
  const { editor, rules } = words().items
  const { alerts } = scheme
  const set = (next: Scheme['alerts']) => onChange({ ...scheme, alerts: next })
  const rows = alerts.map((alert, at) => {
    const change = (part: Partial<Scheme['alerts'][number]>) => set(replaced(alerts, at, { ...alert, ...part }))
    const error = (field: string) => errorAt(problems, `alerts[${at}].${field}`)
    return (
      <div key={at} class={css.threeFields}>
        <TextField
          label={editor.alertLabel}
          value={alert.label}
          maxLength={40}
          onChange={label => change({ label })}
          error={error('label')}
        />
        <Select
          label={editor.alertAt}
          value={alert.at}
          options={(['period', 'cycle'] as const).map(value => ({ value, label: rules.alertAt[value] }))}
          onChange={when =>
            change(when === 'cycle' ? { at: when, measure: undefined, inARow: undefined } : { at: when })
          }
        />
        <PointsField
          label={editor.alertBelow}
          value={alert.below}
          onChange={below => change({ below: below ?? UNSET })}
          error={error('below')}
        />
        {alert.at === 'period' && (
          <AlertRun alert={alert} error={errorAt(problems, `alerts[${at}]`)} onChange={change} />
        )}
        <AppliesTo
          label={editor.alertWho}
          scheme={scheme}
          value={alert.categories}
          onChange={categories => change({ categories })}
          error={error('categories')}
        />
      </div>
    )
  })
  return (
    <RowEditor
      title={editor.alerts}
      note={editor.alertsNote}
      rows={rows}
      add={editor.addAlert}
      onAdd={() => set([...alerts, { label: '', at: 'period', below: 4500 as Hundredths, categories: 'all' }])}
      onRemove={at => set(without(alerts, at))}
    />
  )
}

/** Which points, and for how many periods one after the other. */
function AlertRun(props: { alert: Alert; error: string | null; onChange: (part: Partial<Alert>) => void }) {
  const { alerts } = words().january
  const { alert, error, onChange } = props
  return (
    <>
      <Select
        label={alerts.measure}
        value={alert.measure ?? 'toDate'}
        options={ALERT_MEASURES.map(value => ({ value, label: alerts.measures[value] }))}
        onChange={measure => onChange({ measure })}
      />
      <NumberField
        label={alerts.inARow}
        hint={alerts.inARowHint}
        value={alert.inARow ?? null}
        min={2}
        max={12}
        onChange={times => onChange({ inARow: times ?? undefined })}
        error={error}
      />
    </>
  )
}
