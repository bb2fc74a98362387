/** The reference panel of the design: 1080 × 1920, upright or lying. */
const SHORT = 1080
const LONG = 1920

/**
 * The design's own pixels for a panel: the reference panel fits in whole, and what the panel has more in one direction
 * is given to the layout, never cut off and never stretched.
 */
export function fitStage(panelWidth: number, panelHeight: number): { width: number; height: number; scale: number } {
  const lying = panelWidth > panelHeight
  const scale = Math.min(panelWidth / (lying ? LONG : SHORT), panelHeight / (lying ? SHORT : LONG))
  return { width: Math.round(panelWidth / scale), height: Math.round(panelHeight / scale), scale }
}
