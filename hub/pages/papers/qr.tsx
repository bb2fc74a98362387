import { create, type BitMatrix } from 'qrcode'

/** Light modules on every side that a reader needs around the code (ISO/IEC 18004). */
const QUIET = 4

/**
 * The digits as a QR code in numeric mode: version 2, level M, 25 modules (SG5). Drawn in whole modules, with the quiet
 * zone inside, so that its edges stay sharp at any size; the size is the caller's CSS.
 * @param label read aloud instead of the picture
 */
export function NumericQr({
  digits,
  label,
  class: extra,
}: {
  digits: string
  label: string
  class?: string | undefined
}) {
  const { modules } = create([{ data: digits, mode: 'numeric' }], { version: 2, errorCorrectionLevel: 'M' })
  return <Modules modules={modules} label={label} class={extra} />
}

/** An address as a QR code that a phone's own camera reads. @param label read aloud instead of the picture */
export function AddressQr({
  address,
  label,
  class: extra,
}: {
  address: string
  label: string
  class?: string | undefined
}) {
  const { modules } = create(address, { errorCorrectionLevel: 'M' })
  return <Modules modules={modules} label={label} class={extra} />
}

function Modules({ modules, label, class: extra }: { modules: BitMatrix; label: string; class?: string | undefined }) {
  const side = modules.size + 2 * QUIET
  return (
    <svg class={extra} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={pathOf(modules.size, (row, column) => modules.get(row, column) === 1)} fill="#000" />
    </svg>
  )
}

/** One closed figure per run of dark modules in a row. */
function pathOf(size: number, isDark: (row: number, column: number) => boolean): string {
  const runs: string[] = []
  for (let row = 0; row < size; row++) {
    for (let from = 0; from < size; from++) {
      if (!isDark(row, from)) continue
      let to = from
      while (to < size && isDark(row, to)) to++
      runs.push(`M${from + QUIET} ${row + QUIET}h${to - from}v1h${from - to}z`)
      from = to
    }
  }
  return runs.join('')
}
