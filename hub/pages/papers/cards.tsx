import { NumericQr } from './qr.tsx'
import css from './cards.module.css'

/** Member cards on A4: ten to a sheet, two across and five down, 85.6 × 54 mm each, to be cut and laminated. */

export interface PaperCard {
  readonly serial: string
  readonly name: string
  /** Tells namesakes apart; usually empty. */
  readonly nameNote: string
  readonly branchName: string
  /** The 49 digits of the QR. */
  readonly text: string
  /** The same digits in groups, to be typed by hand. */
  readonly printed: string
}

export interface CardsPaperWords {
  /** 党员签到卡 */
  readonly title: string
  readonly serial: string
  /** What to do when the card is lost. */
  readonly lost: string
}

export const CARDS_PER_SHEET = 10

export function CardsPaper({ cards, words }: { cards: readonly PaperCard[]; words: CardsPaperWords }) {
  const sheets = Array.from({ length: Math.ceil(cards.length / CARDS_PER_SHEET) }, (_, at) =>
    cards.slice(at * CARDS_PER_SHEET, (at + 1) * CARDS_PER_SHEET),
  )
  return (
    <>
      {sheets.map((sheet, at) => (
        <section key={at} class={css.sheet}>
          <CutMarks />
          <div class={css.grid}>
            {sheet.map(card => (
              <PaperCardView key={card.serial} card={card} words={words} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

function PaperCardView({ card, words }: { card: PaperCard; words: CardsPaperWords }) {
  const groups = card.printed.split(' ')
  return (
    <article class={css.card}>
      <div class={css.top}>
        <div class={css.words}>
          <p class={css.branch} data-long={[...card.branchName].length > 10 ? '' : undefined}>
            {card.branchName}
          </p>
          <p class={css.title}>{words.title}</p>
          <p class={css.name} data-long={[...card.name].length > 4 ? '' : undefined}>
            {card.name}
            {card.nameNote && <small>（{card.nameNote}）</small>}
          </p>
          <p class={css.serial}>
            {words.serial} <b>{card.serial}</b>
          </p>
        </div>
        <NumericQr class={css.qr} digits={card.text} label={`${words.title} ${card.serial}`} />
      </div>
      <p class={css.digits}>
        <span>{groups.slice(0, 4).join(' ')}</span>
        <span>{groups.slice(4).join(' ')}</span>
      </p>
      <p class={css.lost}>{words.lost}</p>
    </article>
  )
}

/** Where the cutter goes, in millimetres from the sheet's corner; the same figures stand in cards.module.css. */
const ACROSS = [0, 1, 2].map(at => 19.4 + at * 85.6)
const DOWN = [0, 1, 2, 3, 4, 5].map(at => 13.5 + at * 54)

/** Marks in the margins and small crosses between the cards. */
function CutMarks() {
  return (
    <svg class={css.marks} viewBox="0 0 210 297" aria-hidden="true">
      <path d={[...marginMarks(), ...crosses()].join('')} />
    </svg>
  )
}

const marginMarks = (): string[] => [
  ...ACROSS.flatMap(x => [`M${x} 5V11.5`, `M${x} 285.5V292`]),
  ...DOWN.flatMap(y => [`M8 ${y}H17.4`, `M192.6 ${y}H202`]),
]

const crosses = (): string[] =>
  ACROSS.flatMap(x => DOWN.map(y => `M${x - 1.5} ${y}H${x + 1.5}M${x} ${y - 1.5}V${y + 1.5}`))
