import { useState } from 'preact/hooks'
import type { ComponentChildren } from 'preact'
import type { Millis } from '../../../shared/base/ids.ts'
import type { PlainDate } from '../../../shared/base/plain-date.ts'
import { withNote } from '../../../shared/people/names.ts'
import { dateText, momentText } from '../../pages/format.ts'
import { Button } from '../../pages/ui/button.tsx'
import { ProblemList } from '../../pages/ui/problems.tsx'
import { Tag } from '../../pages/ui/tag.tsx'
import { Icon } from '../../pages/ui/icon.tsx'
import { api } from '../api.ts'
import { hubState } from '../hub-state.ts'
import { offlineWhy } from '../offline.tsx'
import { useMutation } from '../query.ts'
import { hrefTo } from '../router.ts'
import { words } from '../text/words.ts'
import { now } from '../today.ts'
import { categoryLabel, type CategoryOption } from './categories.ts'
import type { MemberRow } from './member-row.ts'
import { PinLine } from './pin-line.tsx'
import css from './members.module.css'

export interface DrawerProps {
  readonly member: MemberRow
  readonly categories: readonly CategoryOption[]
  readonly onClose: () => void
  readonly onEdit: () => void
  readonly onLost: () => void
  readonly onIssue: () => void
  /** Posts and helpers. */
  readonly care: ComponentChildren
  /** The member's phones. */
  readonly phones: ComponentChildren
}

/** One member beside the list: what is known, and what is done about the card. */
export function Drawer(props: DrawerProps) {
  const { member, onClose, onEdit } = props
  const { members: text } = words()
  return (
    <aside class={css.drawer} aria-label={member.name}>
      <header class={css.drawerHead}>
        <div>
          <h2>{withNote(member.name, member.nameNote)}</h2>
          <p>
            {text.fields.memberNo} {member.memberNo} · {text.types[member.type]}
            {member.status === 'left' && ` · ${text.statuses.left}`}
          </p>
        </div>
        <button type="button" class={css.cross} aria-label={text.drawer.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div class={css.drawerBody} data-flow>
        <Basics {...props} />
        <CardSection {...props} />
        {props.phones}
        {props.care}
        {/* Another person's numbers must not stay open. */}
        <Identifiers key={member.memberId} member={member} />
      </div>
      <footer class={css.drawerFoot}>
        <Button icon="edit" onClick={onEdit}>
          {text.drawer.edit}
        </Button>
      </footer>
    </aside>
  )
}

function Basics({ member, categories }: DrawerProps) {
  const { members: text } = words()
  const { fields, drawer } = text
  const exemption =
    member.exemption && drawer.exemptDates(day(member.exemption.appliedOn), day(member.exemption.decidedOn))
  const consent = member.consent
    ? drawer.consentOn(dateText(member.consent.date), member.consent.paperRef)
    : drawer.noConsent
  return (
    <dl class={css.facts}>
      <Fact term={fields.category}>{categoryLabel(categories, member.category)}</Fact>
      <Fact term={fields.group}>{member.group}</Fact>
      <Fact term={fields.duty}>{[member.committee && fields.committee, member.duty].filter(Boolean).join('，')}</Fact>
      <Fact term={fields.sex}>{text.sexes[member.sex]}</Fact>
      <Fact term={fields.birth}>{month(member.birth)}</Fact>
      <Fact term={fields.joined}>{month(member.joined)}</Fact>
      <Fact term={fields.ethnic}>{member.ethnic}</Fact>
      {member.floating && <Fact term={fields.floatingPlace}>{member.floatingPlace}</Fact>}
      {exemption && <Fact term={fields.exemption}>{exemption}</Fact>}
      <Fact term={drawer.consentLabel}>{consent}</Fact>
      {member.note && <Fact term={fields.note}>{member.note}</Fact>}
    </dl>
  )
}

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  const { drawer } = words().members
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children === '' ? <span class={css.quiet}>{drawer.none}</span> : children}</dd>
    </div>
  )
}

/** `1968-06` → 1968.06, as on the paper roster. */
const month = (text: string): string => text.replace('-', '.')

const day = (date: PlainDate | null): string => (date ? dateText(date) : words().members.drawer.unknownDate)

function CardSection({ member, onLost, onIssue }: DrawerProps) {
  const { members: text } = words()
  const { card } = member
  const { timeZone } = hubState.value
  return (
    <section class={css.section}>
      <h3>{text.drawer.cardSection}</h3>
      {card ? (
        <p class={css.line}>
          <b>{text.drawer.card(card.serial)}</b>
          {card.state === 'issued' ? (
            <>
              <Tag tone="wait">{text.cardStates.issued}</Tag>
              <a class={css.link} href={hrefTo('members', 'cards')}>
                {text.drawer.toPrint}
              </a>
            </>
          ) : (
            <span class={css.quiet}>
              {text.drawer.cardIssued(momentText(card.issuedAt as Millis, now(), timeZone).slice(0, -6))}
            </span>
          )}
        </p>
      ) : (
        <p class={css.quiet}>{text.cardStates.none}</p>
      )}
      {member.status === 'active' && (
        <div class={css.acts}>
          {card && (
            <Button size="small" icon="cardoff" onClick={onLost}>
              {text.drawer.lost}
            </Button>
          )}
          <Button size="small" icon="card" onClick={onIssue}>
            {card ? text.drawer.reissue : text.drawer.issue}
          </Button>
        </div>
      )}
      {member.pin && <PinLine member={member} />}
    </section>
  )
}

/** The numbers that find a person: asked for one by one, by a procedure of their own, and never kept on the page. */
function Identifiers({ member }: { member: MemberRow }) {
  const { members: text } = words()
  const [shown, setShown] = useState<{ phone: string; idNumber: string } | null>(null)
  const ask = useMutation(() => api.members.identifiers.query({ memberId: member.memberId }))
  const show = async () => {
    const answer = await ask.run()
    if (answer.ok) setShown(answer.value)
  }
  return (
    <section class={css.section}>
      <h3>{text.drawer.identifiers}</h3>
      <ProblemList problems={ask.problems} />
      {shown && (
        <dl class={css.facts}>
          <Fact term={text.fields.phone}>{shown.phone}</Fact>
          <Fact term={text.fields.idNumber}>{shown.idNumber}</Fact>
        </dl>
      )}
      <p class={css.small}>{text.drawer.identifiersNote}</p>
      <div class={css.acts}>
        {shown ? (
          <Button size="small" onClick={() => setShown(null)}>
            {text.drawer.hideIdentifiers}
          </Button>
        ) : (
          <Button size="small" busy={ask.busy} why={offlineWhy()} onClick={() => void show()}>
            {text.drawer.showIdentifiers}
          </Button>
        )}
      </div>
    </section>
  )
}
