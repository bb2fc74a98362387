/** Which characters this PC has no glyph for: a name printed as an empty box must be noticed before it is cut out. */

const SIZE = 40
/** No font has this one: noncharacters are never assigned. */
const NEVER = '\u{10fffe}'

/**
 * The characters of `text` that would print as the font's empty box, each once.
 * @param family the CSS font family of the paper
 */
export function missingCharacters(text: string, family: string): string[] {
  const rare = [...new Set(text)].filter(isRare)
  if (rare.length === 0) return []
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = SIZE * 1.5
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  // Without a canvas nothing can be said; better silent than a false alarm.
  if (!pen) return []
  const drawn = (character: string): string => {
    pen.clearRect(0, 0, canvas.width, canvas.height)
    pen.font = `700 ${SIZE}px ${family}`
    pen.textBaseline = 'top'
    pen.fillText(character, 2, 2)
    return pen.getImageData(0, 0, canvas.width, canvas.height).data.join()
  }
  const box = drawn(NEVER)
  return rare.filter(character => drawn(character) === box)
}

/** Only what an ordinary font may lack is drawn to be looked at: neither signs nor the 20,902 first Han characters. */
function isRare(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  return code > 0x2fff && (code < 0x4e00 || code > 0x9fa5)
}
