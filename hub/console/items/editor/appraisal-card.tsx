import type { Scheme } from '../../../../shared/points/scheme.ts'
import { Button } from '../../../pages/ui/button.tsx'
import { Card } from '../../../pages/ui/card.tsx'
import { NumberField, RadioGroup, Select, TextField } from '../../../pages/ui/inputs.tsx'
import { words } from '../../text/words.ts'
import css from '../items.module.css'
import { errorAt, replaced, withFalseItem, without } from './draft.ts'
import type { PanelProps } from './editor.tsx'

const MODES = ['none', 'add', 'weigh'] as const
const VETOES = ['scoreToZero', 'gradeOnly'] as const

/** What a veto and a false declaration do, and what people's marks at year end weigh. */
export function AppraisalCard({ scheme, problems, onChange }: PanelProps) {
  const { items } = words()
  const { editor, rules } = items
  const { combine, parts } = scheme.appraisal
  const set = (appraisal: Scheme['appraisal']) => onChange({ ...scheme, appraisal })
  const choose = (mode: (typeof MODES)[number]) =>
    set({
      combine: mode,
      parts: mode === 'none' ? [] : parts.length > 0 ? parts : [{ label: rules.appraisal, percent: 20 }],
    })
  return (
    <Card title={rules.appraisalCard}>
      <div class={css.stack}>
        <RadioGroup
          stacked
          label={editor.veto}
          value={scheme.veto}
          options={VETOES.map(value => ({ value, label: rules.vetoes[value] }))}
          onChange={veto => onChange({ ...scheme, veto })}
        />
        <Select
          label={rules.falseDeclaration}
          hint={editor.falseHint}
          value={scheme.falseDeclaration ?? ''}
          options={[
            { value: '', label: rules.falseNone },
            ...scheme.items
              .filter(each => each.component === 'deduction' && each.retiredFrom === undefined)
              .map(each => ({ value: each.code, label: `${each.code} ${each.title}` })),
          ]}
          onChange={code => onChange(withFalseItem(scheme, code))}
          error={errorAt(problems, 'falseDeclaration')}
        />
        <RadioGroup
          stacked
          label={editor.appraisal}
          value={combine}
          options={MODES.map(value => ({ value, label: editor.appraisalModes[value] }))}
          onChange={choose}
          error={errorAt(problems, 'appraisal.parts')}
        />
        {combine !== 'none' && (
          <ul class={css.rows}>
            {parts.map((part, at) => (
              <li key={at}>
                <div class={css.twoFields}>
                  <TextField
                    label={editor.appraisalLabel}
                    value={part.label}
                    maxLength={40}
                    onChange={label => set({ combine, parts: replaced(parts, at, { ...part, label }) })}
                    error={errorAt(problems, `appraisal.parts[${at}].label`)}
                  />
                  <NumberField
                    label={editor.percent}
                    unit="%"
                    min={1}
                    max={100}
                    value={part.percent}
                    onChange={percent =>
                      set({ combine, parts: replaced(parts, at, { ...part, percent: percent ?? 0 }) })
                    }
                    error={errorAt(problems, `appraisal.parts[${at}].percent`)}
                  />
                </div>
                <Button size="small" icon="close" onClick={() => set({ combine, parts: without(parts, at) })}>
                  {editor.remove}
                </Button>
              </li>
            ))}
          </ul>
        )}
        {combine !== 'none' && (
          <div>
            <Button
              size="small"
              icon="plus"
              onClick={() => set({ combine, parts: [...parts, { label: '', percent: 10 }] })}
            >
              {editor.addPart}
            </Button>
          </div>
        )}
      </div>
    </Card>
  )
}
