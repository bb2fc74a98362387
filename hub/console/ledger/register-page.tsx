import { useEffect, useRef, useState } from 'preact/hooks'
import { yearOf } from '../../../shared/base/plain-date.ts'
import type { Problem } from '../../../shared/base/problem.ts'
import type { Item } from '../../../shared/points/item.ts'
import { pointsText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { Card } from '../../pages/ui/card.tsx'
import { enterGoesOn, focusNext } from '../../pages/ui/focus-next.ts'
import { ConfirmDialog } from '../../pages/ui/dialog.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { api } from '../api.ts'
import { Loading } from '../loading.tsx'
import { offlineWhy } from '../offline.tsx'
import { PageHead } from '../page-head.tsx'
import { noteDone, UndoLine } from '../parts/undo-line.tsx'
import { useMutation, useQuery } from '../query.ts'
import { hrefTo, useUnsaved } from '../router.ts'
import { words, type Words } from '../text/words.ts'
import { today } from '../today.ts'
import { schemeOf, useBooks, type Books } from './books.ts'
import { takesPoints } from './match-items.ts'
import { PeopleChecklist } from './people-checklist.tsx'
import { missingIn, newRegistration, pointsEach, withoutPeople, type RegistrationDraft } from './registration.ts'
import { WhatCard } from './what-card.tsx'
import css from './ledger.module.css'

/** One item for one or many people, by keyboard if one likes: item, Enter, day, quantity, names one after the other. */
export function RegisterPage() {
  const { ledger } = words()
  const books = useBooks()
  return (
    <>
      <PageHead title={ledger.form.title} back={{ href: hrefTo('ledger'), label: ledger.form.back }} />
      <Loading of={books}>{data => <RegisterForm books={data} />}</Loading>
    </>
  )
}

function RegisterForm({ books }: { books: Books }) {
  const { form } = words().ledger
  const [draft, setDraft] = useState<RegistrationDraft>(() => newRegistration(today()))
  const [warnings, setWarnings] = useState<readonly Problem[]>([])
  const page = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLDivElement>(null)
  const scheme = schemeOf(books, yearOf(draft.date ?? today()))
  const item = scheme?.items.find(each => each.code === draft.itemCode) ?? null
  const missing = missingIn(draft, item)
  useUnsaved(draft.people.size > 0)
  const register = useMutation((input: RegistrationInput) => api.ledger.register.mutate(input))
  const [asked, setAsked] = useState(false)
  const each = pointsEach(draft, item)
  const submit = async () => {
    if (missing !== null || register.busy) return
    if (item && (takesPoints(item) || (each ?? 0) < 0) && !asked) return setAsked(true)
    const result = await register.run(inputOf(draft, item))
    setAsked(false)
    setWarnings(result.ok ? result.value.warnings : [])
    if (!result.ok) return
    noteDone(result.value.entries)
    setDraft(withoutPeople(draft))
    search.current?.querySelector('input')?.focus()
  }
  return (
    <div
      ref={page}
      class={css.register}
      onKeyDown={event => {
        if (asked) return
        if (event.key === 'Enter' && event.ctrlKey) void submit()
        else enterGoesOn(event)
      }}
    >
      <WhatCard
        scheme={scheme}
        draft={draft}
        item={item}
        onChange={setDraft}
        onPicked={() => page.current && focusNext(page.current, document.activeElement)}
      />
      <div ref={search} class={css.whoColumn}>
        <Card
          class={css.whoCard}
          title={form.whoCard}
          side={<b class={css.chosen}>{form.chosen(draft.people.size)}</b>}
        >
          <PeopleChecklist
            members={books.members}
            categories={scheme?.categories ?? []}
            item={item}
            chosen={draft.people}
            onChange={people => setDraft({ ...draft, people })}
          />
        </Card>
        <UndoLine note={form.doneNext} />
        {warnings.length > 0 && <ProblemList title={form.warnings(warnings.length)} problems={warnings} />}
        <ProblemList problems={register.problems} />
        {missing === null && register.problems === null && <Beforehand input={inputOf(draft, item)} />}
        <div class={css.bar}>
          <span>
            {item && (
              <>
                <b>
                  {item.code} {item.title}
                </b>
                {each !== null && draft.people.size > 0 && form.total(pointsText(each, true), draft.people.size)}
              </>
            )}
          </span>
          <small>{form.shortcut}</small>
          <Button
            kind="primary"
            busy={register.busy}
            why={offlineWhy() ?? (missing === null ? null : form.missing[missing])}
            onClick={() => void submit()}
          >
            {form.submit(draft.people.size)}
          </Button>
        </div>
      </div>
      {asked && item && (
        <ConfirmDialog
          title={form.takes.title}
          consequences={takesText(item, draft)}
          confirm={form.takes.confirm(draft.people.size)}
          busy={register.busy}
          why={offlineWhy()}
          onConfirm={() => void submit()}
          onCancel={() => setAsked(false)}
        />
      )}
    </div>
  )
}

/** What is about to be taken, from how many (PT110). */
function takesText(item: Item, draft: RegistrationDraft): readonly string[] {
  const { takes } = words().ledger.form
  const name = `${item.code} ${item.title}`
  const each = pointsEach(draft, item)
  const count = draft.people.size
  const what = each === null ? takes.veto(name, count) : takes.points(name, pointsText(each, true), count)
  return [what, takes.after]
}

type RegistrationInput = Parameters<typeof api.ledger.register.mutate>[0]

function inputOf(draft: RegistrationDraft, item: Item | null): RegistrationInput {
  const { itemCode, date, quantity, source, recordedBy, documentNo, meetingDate, note, people } = draft
  const veto = item?.component === 'veto'
  return {
    itemCode: itemCode ?? '',
    memberIds: [...people],
    date: date ?? today(),
    quantity: quantity ?? 0,
    source,
    recordedBy,
    activityId: null,
    basis: veto && meetingDate ? { documentNo: documentNo.trim(), meetingDate } : null,
    note,
  }
}

/** Milliseconds that somebody must have stopped ticking names for before the hub is asked. */
const SETTLED_MS = 400

/** What the hub would say, before it is asked to do it (PT83). */
function Beforehand({ input }: { input: RegistrationInput }) {
  const { form } = words().ledger
  const key = JSON.stringify(input)
  const [settled, setSettled] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [key])
  return settled === key ? <Checked input={input} form={form} /> : null
}

function Checked({ input, form }: { input: RegistrationInput; form: Words['ledger']['form'] }) {
  const check = useQuery(['entry', 'check', JSON.stringify(input)], () => api.ledger.check.mutate(input), ['ledger'])
  const { problems = [], warnings = [] } = check.data ?? {}
  if (problems.length > 0) return <ProblemList title={form.toMend(problems.length)} problems={problems} />
  return warnings.length > 0 ? <ProblemList title={form.toAsk(warnings.length)} problems={warnings} /> : null
}
