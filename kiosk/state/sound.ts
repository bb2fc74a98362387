import type { Speaker } from '../voice/speaker.ts'

/** Tones and speech (design language §8): a short wooden tone when something was accepted, two low soft ones otherwise. */
export interface Sound {
  accepted(): void
  look(): void
  /** @param text at most two seconds of Mandarin */
  say(text: string): void
  /** Reads aloud until it ends or is stopped. @param onEnd also when it is stopped */
  read(text: string, onEnd: () => void): void
  hush(): void
  /** The machine has a Chinese voice of its own: nothing is fetched from anywhere. */
  canSpeak(): boolean
}

/** What begins later than this belongs to a person who has gone on: milliseconds. */
const TOO_LATE_MS = 1_000

/**
 * SG51: the branch's own recording, else the machine's Chinese voice, else the bundled clips, else the tones alone.
 * @param speaker null until it is loaded
 */
export function createSound(voiceWanted: () => boolean, speaker: () => Speaker | null): Sound {
  let context: AudioContext | null = null
  /** Counts what was begun: only the newest may be heard. */
  let turn = 0

  const audio = (): AudioContext => {
    context ??= new AudioContext()
    // A browser that waits for a touch stays silent until there was one.
    if (context.state === 'suspended') void context.resume()
    return context
  }

  const tone = (hertz: number, startMs: number, lengthMs: number, loud: number): void => {
    const context = audio()
    const at = context.currentTime + startMs / 1000
    const oscillator = context.createOscillator()
    const gain = context.createGain()
    oscillator.type = 'triangle'
    oscillator.frequency.value = hertz
    gain.gain.setValueAtTime(loud, at)
    gain.gain.exponentialRampToValueAtTime(0.001, at + lengthMs / 1000)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(at)
    oscillator.stop(at + lengthMs / 1000)
  }

  const hush = (): void => {
    turn += 1
    speaker()?.stop()
    if ('speechSynthesis' in window) speechSynthesis.cancel()
  }

  const say = (text: string): void => {
    hush()
    if (!voiceWanted()) return
    const recorded = speaker()
    if (localVoice() && !recorded?.isOwn(text)) return speak(text, () => {})
    const [mine, asked] = [turn, performance.now()]
    const wanted = () => mine === turn && performance.now() - asked < TOO_LATE_MS
    recorded?.say(audio(), text, wanted).catch((cause: unknown) => console.warn('nothing is said', cause))
  }

  return {
    accepted() {
      tone(880, 0, 180, 0.5)
      tone(1320, 60, 220, 0.25)
    },
    look() {
      tone(220, 0, 160, 0.35)
      tone(196, 240, 200, 0.35)
    },
    say,
    read(text, onEnd) {
      hush()
      speak(text, onEnd)
    },
    hush,
    canSpeak: () => localVoice() !== null,
  }
}

function localVoice(): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in window)) return null
  return speechSynthesis.getVoices().find(each => each.localService && each.lang.toLowerCase().startsWith('zh')) ?? null
}

/** @param onEnd at once where there is no voice to speak with */
function speak(text: string, onEnd: () => void): void {
  const voice = localVoice()
  if (!voice) return onEnd()
  speechSynthesis.cancel()
  const words = new SpeechSynthesisUtterance(text)
  words.voice = voice
  words.lang = voice.lang
  words.rate = 0.95
  words.addEventListener('end', onEnd)
  words.addEventListener('error', onEnd)
  speechSynthesis.speak(words)
}
