import './paper.css'
import css from './sign-in-sheet.module.css'

/** 签到表, in the form a branch files: blank to be signed by hand, or filled with what the hub knows. */

export interface SheetPerson {
  readonly name: string
  /** 正式、预备、积极分子 */
  readonly type: string
  /** `14:36`; empty on a blank sheet and for who did not come. */
  readonly signedAt: string
  /** When they signed out; empty where nobody did. */
  readonly outAt: string
  /** 刷卡、手机、代录 */
  readonly way: string
  /** 迟到、早退、请假、补课、缺席 */
  readonly remark: string
}

export interface SheetGuest {
  readonly name: string
  readonly homeBranch: string
  readonly cameAt: string
  readonly slipNo: string
}

export interface SheetWords {
  readonly name: string
  readonly time: string
  readonly place: string
  readonly type: string
  readonly host: string
  readonly recorder: string
  readonly counts: string
  readonly no: string
  readonly person: string
  readonly category: string
  readonly signedAt: string
  readonly outAt: string
  readonly way: string
  readonly signature: string
  readonly remark: string
  /** Of the guests' own table. */
  readonly guests: string
  readonly homeBranch: string
  readonly cameAt: string
  readonly slipNo: string
  /** For those who sign the paper, at its end. */
  readonly signatures: readonly string[]
}

export interface SignInSheetProps {
  readonly heading: string
  readonly title: string
  readonly type: string
  readonly time: string
  readonly place: string
  /** 应到 32 人 实到 28 人 请假 1 人 缺席 3 人 */
  readonly countLine: string
  readonly people: readonly SheetPerson[]
  /** Empty lines at the end, for who comes unexpected. */
  readonly emptyLines: number
  /** To be signed by hand: a column for it instead of when people left. */
  readonly signed: boolean
  /** Members of other branches: never among the people, and not in the counts. */
  readonly guests: readonly SheetGuest[]
  readonly emptyGuests: number
  /** Small print: order of names, time of printing, fingerprint. */
  readonly foot: readonly string[]
  readonly words: SheetWords
}

export function SignInSheet(props: SignInSheetProps) {
  const { words, guests, emptyGuests } = props
  return (
    <article class={`paper ${css.sheet}`}>
      <h1>{props.heading}</h1>
      <Head {...props} />
      <People {...props} />
      {guests.length + emptyGuests > 0 && <Guests {...props} />}
      <p class={css.signatures}>
        {words.signatures.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
      <p class={`foot ${css.foot}`}>
        {props.foot.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
    </article>
  )
}

function Head({ title, time, type, place, countLine, words }: SignInSheetProps) {
  return (
    <table class={css.head}>
      <tbody>
        <tr>
          <th>{words.name}</th>
          <td colSpan={3}>{title}</td>
        </tr>
        <tr>
          <th>{words.time}</th>
          <td>{time}</td>
          <th>{words.type}</th>
          <td>{type}</td>
        </tr>
        <tr>
          <th>{words.place}</th>
          <td colSpan={3}>{place}</td>
        </tr>
        <tr>
          <th>{words.host}</th>
          <td />
          <th>{words.recorder}</th>
          <td />
        </tr>
        <tr>
          <th>{words.counts}</th>
          <td colSpan={3}>{countLine}</td>
        </tr>
      </tbody>
    </table>
  )
}

function People({ words, people, emptyLines, signed }: SignInSheetProps) {
  const empty = Array.from({ length: emptyLines }, () => NOBODY)
  return (
    <table class={css.list}>
      <thead>
        <tr>
          <th class={css.no}>{words.no}</th>
          <th class={css.name}>{words.person}</th>
          <th class={css.type}>{words.category}</th>
          <th class={css.time}>{words.signedAt}</th>
          <th class={css.way}>{words.way}</th>
          {signed ? <th class={css.signature}>{words.signature}</th> : <th class={css.time}>{words.outAt}</th>}
          <th>{words.remark}</th>
        </tr>
      </thead>
      <tbody>
        {[...people, ...empty].map((person, at) => (
          <tr key={at}>
            <td class={css.center}>{at + 1}</td>
            <td class={css.named} data-long={[...person.name].length > 6 ? '' : undefined}>
              {person.name}
            </td>
            <td class={css.center}>{person.type}</td>
            <td class={css.center}>{person.signedAt}</td>
            <td class={css.center}>{person.way}</td>
            <td class={css.center}>{signed ? '' : person.outAt}</td>
            <td class={css.center}>{person.remark}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const NOBODY: SheetPerson = { name: '', type: '', signedAt: '', outAt: '', way: '', remark: '' }

function Guests({ words, guests, emptyGuests }: SignInSheetProps) {
  const empty = Array.from({ length: emptyGuests }, () => NO_GUEST)
  return (
    <section class={css.guests}>
      <h2>{words.guests}</h2>
      <table class={css.list}>
        <thead>
          <tr>
            <th class={css.no}>{words.no}</th>
            <th class={css.name}>{words.person}</th>
            <th>{words.homeBranch}</th>
            <th class={css.time}>{words.cameAt}</th>
            <th class={css.slip}>{words.slipNo}</th>
          </tr>
        </thead>
        <tbody>
          {[...guests, ...empty].map((guest, at) => (
            <tr key={at}>
              <td class={css.center}>{at + 1}</td>
              <td class={css.named} data-long={[...guest.name].length > 6 ? '' : undefined}>
                {guest.name}
              </td>
              <td>{guest.homeBranch}</td>
              <td class={css.center}>{guest.cameAt}</td>
              <td class={css.center}>{guest.slipNo}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const NO_GUEST: SheetGuest = { name: '', homeBranch: '', cameAt: '', slipNo: '' }
