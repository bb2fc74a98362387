import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { MEMBER_TYPES } from '../../../shared/people/member.ts'
import type { MemberId } from '../../../shared/base/ids.ts'
import { Button } from '../../pages/ui/button.tsx'
import { DateField } from '../../pages/ui/dates.tsx'
import { Checkbox, NumberField, Select, TextField, wideClass } from '../../pages/ui/inputs.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Field } from '../../pages/ui/field.tsx'
import { api } from '../api.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { words } from '../text/words.ts'
import { today } from '../today.ts'
import { categoryLabel, type CategoryOption } from './categories.ts'
import type { MemberDraft } from './form-draft.ts'
import fieldCss from '../../pages/ui/field.module.css'
import css from './members.module.css'

/** The form of one member, section by section. */
export interface SectionProps {
  readonly draft: MemberDraft
  readonly change: (part: Partial<MemberDraft>) => void
  readonly error: (field: keyof MemberDraft) => string | null | undefined
  readonly memberId: MemberId | null
  readonly groups: readonly string[]
  readonly categories: readonly CategoryOption[]
  /** The category that the rules give. */
  readonly ruled: string
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class={css.formSection}>
      <h3>{title}</h3>
      <div class={css.formGrid}>{children}</div>
    </section>
  )
}

export function Identity({ draft, change, error }: SectionProps) {
  const { fields, form, sexes, types } = words().members
  return (
    <Section title={form.identity}>
      <TextField
        label={fields.name}
        required
        maxLength={40}
        autofocus
        value={draft.name}
        onChange={name => change({ name })}
        error={error('name')}
      />
      <TextField
        label={fields.nameNote}
        maxLength={4}
        hint={form.nameNoteHint}
        value={draft.nameNote}
        onChange={nameNote => change({ nameNote })}
      />
      <NumberField
        label={fields.memberNo}
        required
        min={1}
        max={999_999}
        hint={form.memberNoHint}
        value={draft.memberNo}
        onChange={memberNo => change({ memberNo })}
        error={error('memberNo')}
      />
      <Select
        label={fields.type}
        required
        value={draft.type}
        options={MEMBER_TYPES.map(value => ({ value, label: types[value] }))}
        onChange={type => change({ type })}
      />
      <Select
        label={fields.sex}
        value={draft.sex}
        options={(['male', 'female', 'unknown'] as const).map(value => ({ value, label: sexes[value] }))}
        onChange={sex => change({ sex })}
      />
      <TextField label={fields.ethnic} maxLength={20} value={draft.ethnic} onChange={ethnic => change({ ethnic })} />
      <TextField
        label={fields.birth}
        hint={form.monthHint}
        inputMode="decimal"
        placeholder="1968.06"
        value={draft.birth}
        onChange={birth => change({ birth })}
        error={error('birth')}
      />
      <TextField
        label={fields.joined}
        inputMode="decimal"
        placeholder="1991.07"
        value={draft.joined}
        onChange={joined => change({ joined })}
        error={error('joined')}
      />
      <TextField
        class={wideClass}
        label={fields.note}
        maxLength={200}
        value={draft.note}
        onChange={note => change({ note })}
      />
    </Section>
  )
}

export function BranchLife(props: SectionProps) {
  const { draft, change, error, groups } = props
  const { fields, form } = words().members
  return (
    <Section title={form.branchLife}>
      <Field label={fields.group} hint={form.groupHint} error={error('group')}>
        {attrs => (
          <>
            <input
              {...attrs}
              class={fieldCss.control}
              list={`${attrs.id}-groups`}
              maxLength={20}
              autocomplete="off"
              value={draft.group}
              onInput={event => change({ group: event.currentTarget.value })}
            />
            <datalist id={`${attrs.id}-groups`}>
              {groups.map(group => (
                <option key={group} value={group} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <TextField label={fields.duty} maxLength={60} value={draft.duty} onChange={duty => change({ duty })} />
      <div class={css.checks}>
        <Checkbox label={form.inPost} checked={draft.inPost} onChange={inPost => change({ inPost })} />
        <Checkbox label={form.committee} checked={draft.committee} onChange={committee => change({ committee })} />
        <Checkbox label={form.floating} checked={draft.floating} onChange={floating => change({ floating })} />
        <Checkbox label={form.exempt} checked={draft.exempt} onChange={exempt => change({ exempt })} />
      </div>
      {draft.floating && (
        <TextField
          class={wideClass}
          label={fields.floatingPlace}
          maxLength={60}
          value={draft.floatingPlace}
          onChange={floatingPlace => change({ floatingPlace })}
        />
      )}
      {draft.exempt && <Exemption {...props} />}
      <Category {...props} />
    </Section>
  )
}

/** Dates alone: why somebody is exempt is nobody's business here. */
function Exemption({ draft, change }: SectionProps) {
  const { form } = words().members
  return (
    <>
      <DateField
        label={form.appliedOn}
        max={today()}
        value={draft.appliedOn}
        onChange={appliedOn => change({ appliedOn })}
      />
      <DateField
        label={form.decidedOn}
        max={today()}
        value={draft.decidedOn}
        onChange={decidedOn => change({ decidedOn })}
      />
      <p class={css.formNote}>{form.exemptNote}</p>
    </>
  )
}

function Category({ draft, change, categories, ruled, memberId }: SectionProps) {
  const { fields, form } = words().members
  const differs = draft.category !== ruled && categories.some(each => each.id === ruled)
  const known = categories.some(each => each.id === draft.category)
  const options = known ? categories : [...categories, { id: draft.category, label: draft.category }]
  return (
    <Select
      class={wideClass}
      label={fields.category}
      required
      value={draft.category}
      options={options.map(each => ({ value: each.id, label: each.label }))}
      onChange={category => change({ category })}
      hint={
        <>
          {differs ? form.categoryFollows(categoryLabel(categories, ruled)) : memberId && form.categoryKept}
          {differs && (
            <Button kind="link" onClick={() => change({ category: ruled })}>
              {form.takeCategory}
            </Button>
          )}
        </>
      }
    />
  )
}

export function Consent({ draft, change, error }: SectionProps) {
  const { form } = words().members
  return (
    <Section title={form.publicName}>
      <Checkbox
        class={wideClass}
        label={form.consent}
        note={form.consentNote}
        checked={draft.consent}
        onChange={consent => change({ consent })}
      />
      {draft.consent && (
        <>
          <DateField
            label={form.consentDate}
            required
            max={today()}
            value={draft.consentDate}
            onChange={consentDate => change({ consentDate })}
            error={error('consentDate')}
          />
          <TextField
            label={form.paperRef}
            required
            maxLength={60}
            hint={form.paperRefHint}
            value={draft.paperRef}
            onChange={paperRef => change({ paperRef })}
            error={error('paperRef')}
          />
        </>
      )}
    </Section>
  )
}

/** Asked for only when somebody wants to see them; otherwise saving leaves them as they are. */
export function Numbers({ draft, change, memberId }: SectionProps) {
  const { drawer, fields, form } = words().members
  const ask = useMutation((id: MemberId) => api.members.identifiers.query({ memberId: id }))
  const show = async (id: MemberId) => {
    const answer = await ask.run(id)
    if (answer.ok) change({ identifiers: answer.value })
  }
  const { identifiers } = draft
  if (identifiers === null && memberId !== null) {
    return (
      <Section title={form.numbers}>
        <p class={css.formNote}>{form.numbersNote}</p>
        <ProblemList problems={ask.problems} />
        <div class={wideClass}>
          <Button size="small" busy={ask.busy} why={offlineWhy()} onClick={() => void show(memberId)}>
            {form.showNumbers}
          </Button>
        </div>
      </Section>
    )
  }
  const numbers = identifiers ?? { phone: '', idNumber: '' }
  return (
    <Section title={form.numbers}>
      <TextField
        label={fields.phone}
        maxLength={20}
        inputMode="numeric"
        value={numbers.phone}
        onChange={phone => change({ identifiers: { ...numbers, phone } })}
      />
      <TextField
        label={fields.idNumber}
        maxLength={18}
        value={numbers.idNumber}
        onChange={idNumber => change({ identifiers: { ...numbers, idNumber } })}
      />
      <p class={css.formNote}>{drawer.identifiersNote}</p>
    </Section>
  )
}

/** Leaving is spelled out before it is saved. */
export function Status({ draft, change }: SectionProps) {
  const { fields, form } = words().members
  const left = draft.status === 'left'
  const list = useRef<HTMLUListElement>(null)
  // Said where it is seen: the box may stand at the lower edge of the dialog.
  useEffect(() => {
    if (left) list.current?.scrollIntoView({ block: 'nearest' })
  }, [left])
  return (
    <Section title={fields.status}>
      <Checkbox
        class={wideClass}
        label={form.left}
        checked={left}
        onChange={checked => change({ status: checked ? 'left' : 'active' })}
      />
      {left && (
        <ul ref={list} class={css.points}>
          {form.leftConsequences.map(each => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}
