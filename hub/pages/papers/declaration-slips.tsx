import './paper.css'
import { cx } from '../ui/cx.ts'
import { NumericQr } from './qr.tsx'
import css from './declaration-slips.module.css'

/** 申报单: two or four to a sheet of A4, one per member, to be cut, filled in at the meeting and typed in afterwards. */

export interface SlipMember {
  readonly memberId: string
  readonly memberNo: number
  readonly name: string
  readonly nameNote: string
  readonly group: string
}

export interface DeclarationSlipWords {
  readonly title: string
  readonly no: string
  readonly how: string
  readonly columns: { readonly item: string; readonly words: string; readonly date: string; readonly quantity: string }
  readonly usual: string
  readonly signed: string
  readonly signedOn: string
  readonly branch: string
  readonly opinions: readonly string[]
  readonly qr: string
}

export interface DeclarationSlipsProps {
  readonly members: readonly SlipMember[]
  readonly perSheet: 2 | 4
  readonly branchName: string
  /** The items most used, as text, the likeliest first; a slip prints as many as it has room for. */
  readonly usual: readonly string[]
  readonly words: DeclarationSlipWords
  readonly printedAt: string
}

/** Lines to write on, and items listed, by slips per sheet. */
const ROOM = { 2: { lines: 4, items: 12 }, 4: { lines: 4, items: 6 } } as const

export function DeclarationSlips(props: DeclarationSlipsProps) {
  const { members, perSheet } = props
  const sheets = Array.from({ length: Math.ceil(members.length / perSheet) }, (_, at) =>
    members.slice(at * perSheet, (at + 1) * perSheet),
  )
  return (
    <>
      {sheets.map((sheet, at) => (
        <section key={at} class={cx('paper', css.sheet, perSheet === 4 && css.four)}>
          {sheet.map(member => (
            <Slip key={member.memberId} {...props} member={member} />
          ))}
        </section>
      ))}
    </>
  )
}

function Slip(props: DeclarationSlipsProps & { readonly member: SlipMember }) {
  const { member, perSheet, branchName, usual, words, printedAt } = props
  const { lines, items } = ROOM[perSheet]
  return (
    <article class={css.slip}>
      <header class={css.head}>
        <div>
          <p class={css.branch}>{branchName}</p>
          <h1>{words.title}</h1>
          <p class={css.who}>
            <b data-long={[...member.name].length > 6 ? '' : undefined}>
              {member.name}
              {member.nameNote && <small>（{member.nameNote}）</small>}
            </b>
            <span>
              {words.no} {member.memberNo}
            </span>
            <span>{member.group}</span>
          </p>
        </div>
        <NumericQr class={css.qr} digits={String(member.memberNo)} label={words.qr} />
      </header>
      <p class={css.how}>{words.how}</p>
      <table class={css.lines}>
        <thead>
          <tr>
            <th class={css.item}>{words.columns.item}</th>
            <th>{words.columns.words}</th>
            <th class={css.date}>{words.columns.date}</th>
            <th class={css.quantity}>{words.columns.quantity}</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: lines }, (_, at) => (
            <tr key={at}>
              <td />
              <td />
              <td />
              <td />
            </tr>
          ))}
        </tbody>
      </table>
      {usual.length > 0 && (
        <div class={css.usual}>
          <b>{words.usual}</b>
          {usual.slice(0, items).map(each => (
            <span key={each}>{each}</span>
          ))}
        </div>
      )}
      <footer class={css.foot}>
        <p>
          {words.signed}：<i />
          {words.signedOn}：<i class={css.short} />
        </p>
        <p>
          {words.branch}：
          {words.opinions.map(each => (
            <span key={each}>□ {each}</span>
          ))}
          <small>{printedAt}</small>
        </p>
      </footer>
    </article>
  )
}
