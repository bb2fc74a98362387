import { create } from 'qrcode'

/** Light modules on every side that a reader needs around the code (ISO/IEC 18004). */
const QUIET = 4

/**
 * Plain text as a QR code, as any telephone's camera shows it. Drawn in whole modules, so that its edges stay sharp at
 * any size; the size is the caller's CSS.
 * @param label read aloud instead of the picture
 */
export function TextQr({ text, label, class: extra }: { text: string; label: string; class?: string | undefined }) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const side = size + 2 * QUIET
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (modules.get(row, column) === 1) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`
    }
  }
  return (
    <svg class={extra} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
