/** Evens out a recording: silence at both ends off, the same loudness for all, no clicks. 16-bit mono WAV in and out. */

/** Of full scale: what counts as sound. */
const SILENT = 0.012
const KEEP_MS = 12
const FADE_MS = 6
/** Root mean square of the sounding part, of full scale. */
const LOUDNESS = 0.16
const PEAK_MAX = 0.94

export function evened(wav: Buffer): Buffer {
  const { samples, rate } = readWav(wav)
  const from = samples.findIndex(each => Math.abs(each) > SILENT)
  const to = samples.findLastIndex(each => Math.abs(each) > SILENT)
  if (from < 0) throw new Error('nothing is heard')
  const keep = Math.round((rate * KEEP_MS) / 1000)
  const part = samples.slice(Math.max(0, from - keep), Math.min(samples.length, to + keep))
  const loud = Math.sqrt(part.reduce((sum, each) => sum + each * each, 0) / part.length)
  const peak = part.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
  const gain = Math.min(LOUDNESS / loud, PEAK_MAX / peak)
  const fade = Math.round((rate * FADE_MS) / 1000)
  return writeWav(
    part.map((each, at) => each * gain * Math.min(1, at / fade, (part.length - 1 - at) / fade)),
    rate,
  )
}

function readWav(wav: Buffer): { samples: Float32Array; rate: number } {
  const rate = wav.readUInt32LE(24)
  const start = wav.indexOf('data') + 8
  const samples = new Float32Array(Math.floor((wav.length - start) / 2))
  for (let at = 0; at < samples.length; at += 1) samples[at] = wav.readInt16LE(start + at * 2) / 32_768
  return { samples, rate }
}

export function writeWav(samples: Float32Array, rate: number): Buffer {
  const wav = Buffer.alloc(44 + samples.length * 2)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(wav.length - 8, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(samples.length * 2, 40)
  samples.forEach((each, at) => wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, each)) * 32_767), 44 + at * 2))
  return wav
}
