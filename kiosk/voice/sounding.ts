/** The part of a recording that is heard, and how loud to play it so that all of them are alike. */
export interface Sounding {
  readonly fromSeconds: number
  readonly lengthSeconds: number
  /** Factor. */
  readonly gain: number
}

/** Of full scale. */
const SILENT = 0.015
const LOUDNESS = 0.16
const PEAK_MAX = 0.94
/** A whisper is not blown up into noise. */
const GAIN_MAX = 6
const KEEP_SECONDS = 0.03

/** @param samples between −1 and 1; null when nothing in them is loud enough to be heard */
export function sounding(samples: Float32Array, samplesPerSecond: number): Sounding | null {
  const from = samples.findIndex(each => Math.abs(each) > SILENT)
  if (from < 0) return null
  const to = samples.findLastIndex(each => Math.abs(each) > SILENT)
  let sum = 0
  let peak = 0
  for (let at = from; at <= to; at += 1) {
    const each = Math.abs(samples[at] ?? 0)
    sum += each * each
    peak = Math.max(peak, each)
  }
  const fromSeconds = Math.max(0, from / samplesPerSecond - KEEP_SECONDS)
  const toSeconds = Math.min(samples.length / samplesPerSecond, (to + 1) / samplesPerSecond + KEEP_SECONDS)
  const loudness = Math.sqrt(sum / (to - from + 1))
  return {
    fromSeconds,
    lengthSeconds: toSeconds - fromSeconds,
    gain: Math.min(GAIN_MAX, LOUDNESS / loudness, PEAK_MAX / peak),
  }
}
