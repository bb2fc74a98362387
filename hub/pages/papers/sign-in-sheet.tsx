import './paper.css'
import css from './sign-in-sheet.module.css'

/** 签到表, in the form a branch files: blank to be signed by hand, or filled with what the hub knows. */

export interface SheetPerson {
  readonly name: string
  /** 正式、预备、积极分子 */
  readonly type: string
  /** `14:36`; empty on a blank sheet and for who did not come. */
  readonly signedAt: string
  /** 刷卡、代录 */
  readonly way: string
  /** 迟到、请假、缺席 */
  readonly remark: string
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
  readonly way: string
  readonly signature: string
  readonly remark: string
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
  /** Small print: order of names, time of printing, fingerprint. */
  readonly foot: readonly string[]
  readonly words: SheetWords
}

export function SignInSheet(props: SignInSheetProps) {
  const { words, people } = props
  const empty = Array.from({ length: props.emptyLines }, () => NOBODY)
  return (
    <article class={`paper ${css.sheet}`}>
      <h1>{props.heading}</h1>
      <table class={css.head}>
        <tbody>
          <tr>
            <th>{words.name}</th>
            <td colSpan={3}>{props.title}</td>
          </tr>
          <tr>
            <th>{words.time}</th>
            <td>{props.time}</td>
            <th>{words.type}</th>
            <td>{props.type}</td>
          </tr>
          <tr>
            <th>{words.place}</th>
            <td colSpan={3}>{props.place}</td>
          </tr>
          <tr>
            <th>{words.host}</th>
            <td />
            <th>{words.recorder}</th>
            <td />
          </tr>
          <tr>
            <th>{words.counts}</th>
            <td colSpan={3}>{props.countLine}</td>
          </tr>
        </tbody>
      </table>
      <table class={css.list}>
        <thead>
          <tr>
            <th class={css.no}>{words.no}</th>
            <th class={css.name}>{words.person}</th>
            <th class={css.type}>{words.category}</th>
            <th class={css.time}>{words.signedAt}</th>
            <th class={css.way}>{words.way}</th>
            <th class={css.signature}>{words.signature}</th>
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
              <td />
              <td class={css.center}>{person.remark}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class={`foot ${css.foot}`}>
        {props.foot.map(each => (
          <span key={each}>{each}</span>
        ))}
      </p>
    </article>
  )
}

const NOBODY: SheetPerson = { name: '', type: '', signedAt: '', way: '', remark: '' }
