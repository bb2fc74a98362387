import type { Hundredths } from '../base/hundredths.ts'

/** How much of an item may be declared at once: the same at a kiosk and on the phone. */

/** Units that are counted one by one, each its own declaration. */
const SINGLE = ['次', '年', '季', '篇', '项', '件', '条', '份', '场', '个', '届']
const HALF = 50 as Hundredths
const WHOLE = 100 as Hundredths
const MOST = 9_900 as Hundredths

/** What an item says of its amounts. */
export interface Counted {
  readonly unit: string
  readonly quantity?: { readonly least?: Hundredths | undefined; readonly most?: Hundredths | undefined } | undefined
}

export interface Amounts {
  readonly least: Hundredths
  readonly most: Hundredths
  readonly step: Hundredths
}

/** Null where one declaration is one unit and nobody has to be asked. */
export function amountsOf({ unit, quantity }: Counted): Amounts | null {
  if (!quantity && SINGLE.includes(unit)) return null
  const step = unit === '小时' ? HALF : WHOLE
  const least = quantity?.least ?? step
  const most = quantity?.most ?? MOST
  return least === most ? null : { least, most, step }
}

/** What an item has where nobody was asked. */
export const amountAtFirst = (item: Counted): Hundredths =>
  (item.quantity?.least ?? Math.min(WHOLE, item.quantity?.most ?? WHOLE)) as Hundredths
