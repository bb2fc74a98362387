import * as v from 'valibot'

const clipId = v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/))

/** The kiosks' voice in the branch's own recordings. The sound itself can be erased: here is only its hash. */
export const voiceFacts = {
  'voice.recorded': v.object({
    clipId,
    /** What is said: the program's own sentence, nobody's private words. */
    text: v.pipe(v.string(), v.minLength(1), v.maxLength(60)),
    /** SHA-256 of the sound file. */
    blob: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    ms: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
  'voice.removed': v.object({ clipId }),
}
