import type { Problem } from '../../../shared/base/problem.ts'
import type { Period, PlainDate } from '../../../shared/base/plain-date.ts'
import { contentScope, type Content, type ContentOf } from '../../../shared/notices/content.ts'
import { PLEDGE_VARIANTS, type PledgeVariant } from '../../../shared/notices/document.ts'
import { periodName, PLEDGES, titleOf } from '../../../shared/notices/wording.ts'
import { dateText } from '../../pages/format.ts'
import { DateField } from '../../pages/ui/dates.tsx'
import { Checkbox, NumberField, Select, TextArea, TextField } from '../../pages/ui/inputs.tsx'
import { ProblemList, problemAt } from '../../pages/ui/problems.tsx'
import { words } from '../text/words.ts'
import type { NoticeChoices } from './api-types.ts'
import { PeopleFields } from './people-fields.tsx'
import { ScopeField } from './scope-field.tsx'
import css from './notices.module.css'

/** Problems of these places are said at their field. */
const FIELDS: readonly string[] = [
  'noticeDays',
  'publishOn',
  'shownUntil',
  'correction',
  'period',
  'paragraphs',
  'people',
  'scope',
]

/** Those about the words themselves are said right under the text: 标题, 说明, 第3段. */
const isAboutText = ({ where }: Problem): boolean => where !== undefined && !FIELDS.includes(where)

/** What no field says. */
export const elsewhere = (problems: readonly Problem[]): Problem[] => problems.filter(each => each.where === undefined)

interface FieldsProps {
  readonly content: Content
  readonly rev: number
  readonly choices: NoticeChoices
  readonly problems: readonly Problem[]
  /** Names in the text whose bearers have not agreed. */
  readonly names: readonly string[]
  readonly onChange: (content: Content) => void
}

export function NoticeFields(props: FieldsProps) {
  const { content, rev, choices, problems, onChange } = props
  const { notices } = words()
  return (
    <div class={css.stack}>
      <ScopeField {...props} />
      <About {...props} />
      <TextField
        label={notices.name}
        value={content.title}
        maxLength={80}
        required
        onChange={title => onChange({ ...content, title })}
      />
      <Writing {...props} />
      <ProblemList problems={problems.filter(isAboutText)} title={notices.problemsTitle} />
      <Names {...props} />
      <div class={css.pair}>
        <DateField
          label={notices.publishOn}
          hint={notices.publishOnHint}
          value={content.publishOn}
          min={choices.today}
          error={problemAt(problems, 'publishOn')}
          onChange={publishOn => publishOn && onChange({ ...content, publishOn })}
        />
        <DateField
          label={notices.shownUntil}
          hint={notices.shownUntilHint}
          value={content.shownUntil}
          min={content.publishOn}
          error={problemAt(problems, 'shownUntil')}
          onChange={shownUntil => onChange({ ...content, shownUntil })}
        />
      </div>
      {contentScope(content).is === 'public' && <PeriodFields {...props} />}
      {rev > 1 && (
        <TextArea
          label={notices.correction}
          hint={notices.correctionHint}
          value={content.correction ?? ''}
          maxLength={200}
          rows={2}
          required
          error={problemAt(problems, 'correction')}
          onChange={correction => onChange({ ...content, correction })}
        />
      )}
    </div>
  )
}

/** Which cycle or period; a title or opening that still names the old one follows. */
function About({ content, rev, choices, problems, onChange }: FieldsProps) {
  const { notices } = words()
  if (content.kind === 'announcement') return null
  if (content.kind === 'activity')
    return <WhichActivity content={content} rev={rev} choices={choices} onChange={onChange} />
  if (content.kind === 'pledges') return <Variant content={content} rev={rev} onChange={onChange} />
  if (content.kind === 'items') {
    const cycles = withChosen(choices.cycles.map(String), String(content.cycle))
    return (
      <Select
        label={notices.cycle}
        value={String(content.cycle)}
        options={rev > 1 ? only(String(content.cycle)) : cycles.map(value => ({ value, label: value }))}
        onChange={value => onChange(moved(content, { cycle: Number(value) }))}
      />
    )
  }
  const periods = withChosen(choices.periods, content.period)
  return (
    <Select
      label={notices.period}
      value={content.period}
      // A correction is about the same period, or it would be another notice.
      options={rev > 1 ? only(content.period, periodName) : periods.map(value => ({ value, label: periodName(value) }))}
      error={problemAt(problems, 'period')}
      onChange={period => onChange(period === content.period ? content : movedTo(content, period))}
    />
  )
}

/** Which activity; a title that nobody has touched follows. */
function WhichActivity(props: {
  readonly content: ContentOf<'activity'>
  readonly rev: number
  readonly choices: NoticeChoices
  readonly onChange: (content: Content) => void
}) {
  const { content, rev, choices, onChange } = props
  const { activityId, title } = content
  const titleFor = (id: string) => {
    const found = choices.activities.find(each => each.activityId === id)
    return found ? titleOf.activity(found.title, found.over) : title
  }
  const offered = choices.activities.filter(each => rev === 1 || each.activityId === activityId)
  return (
    <Select
      label={words().notices.activity}
      value={activityId}
      options={offered.map(each => ({
        value: each.activityId,
        label: `${dateText(each.start.slice(0, 10) as PlainDate)} ${each.title}`,
      }))}
      onChange={next =>
        onChange({ ...content, activityId: next, title: title === titleFor(activityId) ? titleFor(next) : title })
      }
    />
  )
}

/** Which of the five tables; title and opening that nobody has touched follow. */
function Variant(props: {
  readonly content: ContentOf<'pledges'>
  readonly rev: number
  readonly onChange: (content: Content) => void
}) {
  const { content, rev, onChange } = props
  const { notices } = words()
  const { variant, cycle, title, opening } = content
  const options = PLEDGE_VARIANTS.map(value => ({ value, label: PLEDGES[value].name }))
  const to = (next: PledgeVariant) =>
    onChange({
      ...content,
      variant: next,
      title: title === titleOf.pledges(variant, cycle) ? titleOf.pledges(next, cycle) : title,
      opening: opening === PLEDGES[variant].opening ? PLEDGES[next].opening : opening,
    })
  return (
    <Select
      label={notices.variant}
      value={variant}
      options={rev > 1 ? options.filter(each => each.value === variant) : options}
      onChange={to}
    />
  )
}

const only = <T extends string>(value: T, label: (value: T) => string = String) => [{ value, label: label(value) }]

const withChosen = <T extends string>(offered: readonly T[], chosen: T): readonly T[] =>
  offered.includes(chosen) ? offered : [chosen, ...offered]

const moved = (content: ContentOf<'items'>, { cycle }: { cycle: number }): Content => ({
  ...content,
  cycle,
  title: content.title === titleOf.items(content.cycle) ? titleOf.items(cycle) : content.title,
})

function movedTo(
  content: ContentOf<'periodPoints'> | ContentOf<'ranking'> | ContentOf<'commendation'>,
  period: Period,
): Content {
  const usual = titleOf[content.kind]
  const title = content.title === usual(content.period) ? usual(period) : content.title
  if (content.kind === 'ranking') return { ...content, period, title }
  const opening = content.opening.replaceAll(periodName(content.period), periodName(period))
  return { ...content, period, title, opening }
}

function Writing({ content, problems, onChange }: FieldsProps) {
  const { notices } = words()
  switch (content.kind) {
    case 'periodPoints':
      return (
        <TextArea
          label={notices.opening}
          hint={notices.openingHint}
          value={content.opening}
          maxLength={600}
          rows={4}
          onChange={opening => onChange({ ...content, opening })}
        />
      )
    case 'activity':
    case 'announcement':
      return (
        <TextArea
          label={notices.paragraphs}
          hint={notices.paragraphsHint}
          value={content.paragraphs.join('\n')}
          rows={9}
          // An empty page needs no telling off before the first word.
          error={content.paragraphs.join('') === '' ? null : problemAt(problems, 'paragraphs')}
          onChange={text => onChange({ ...content, paragraphs: text.split('\n') })}
        />
      )
    case 'commendation':
    case 'pledges':
      return (
        <>
          <TextArea
            label={notices.opening}
            value={content.opening}
            maxLength={600}
            rows={3}
            onChange={opening => onChange({ ...content, opening })}
          />
          <PeopleFields content={content} error={problemAt(problems, 'people')} onChange={onChange} />
        </>
      )
    case 'items':
    case 'ranking':
      return null
  }
}

function PeriodFields({ content, choices, problems, onChange }: FieldsProps) {
  const { notices } = words()
  const days = content.noticeDays
  const { extension } = content
  if (extension) {
    return (
      <NumberField
        label={notices.extendBy}
        unit={notices.noticeDaysUnit}
        value={extension.more}
        min={1}
        max={30}
        error={problemAt(problems, 'noticeDays')}
        onChange={more => more !== null && onChange({ ...content, extension: { ...extension, more } })}
      />
    )
  }
  return (
    <>
      {content.kind !== 'periodPoints' && (
        <Checkbox
          label={notices.withPeriod}
          note={notices.withPeriodNote}
          checked={days !== null}
          onChange={wanted => onChange({ ...content, noticeDays: wanted ? choices.noticeDays : null })}
        />
      )}
      {(days !== null || content.kind === 'periodPoints') && (
        <NumberField
          label={notices.noticeDays}
          unit={notices.noticeDaysUnit}
          hint={notices.noticeDaysHint(choices.noticeDaysFloor)}
          value={days}
          min={1}
          max={60}
          error={problemAt(problems, 'noticeDays')}
          onChange={noticeDays => onChange({ ...content, noticeDays })}
        />
      )}
    </>
  )
}

/** A word of the text that happens to be somebody's name: staff say that it is not. */
function Names({ content, names, onChange }: FieldsProps) {
  const { notices } = words()
  const offered = [...new Set([...names, ...content.notPeople])]
  const toggle = (name: string, isNot: boolean) =>
    onChange({
      ...content,
      notPeople: isNot ? [...content.notPeople, name] : content.notPeople.filter(each => each !== name),
    })
  return (
    <>
      {offered.map(name => (
        <Checkbox
          key={name}
          label={notices.notThisPerson(name)}
          checked={content.notPeople.includes(name)}
          onChange={isNot => toggle(name, isNot)}
        />
      ))}
    </>
  )
}
