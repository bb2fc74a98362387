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

export function createSound(voiceWanted: () => boolean): Sound {
  let context: AudioContext | null = null

  const tone = (hertz: number, startMs: number, lengthMs: number, loud: number): void => {
    context ??= new AudioContext()
    // A browser that waits for a touch stays silent until there was one.
    if (context.state === 'suspended') void context.resume()
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

  const speak = (text: string, onEnd: () => void): void => {
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

  return {
    accepted() {
      tone(880, 0, 180, 0.5)
      tone(1320, 60, 220, 0.25)
    },
    look() {
      tone(220, 0, 160, 0.35)
      tone(196, 240, 200, 0.35)
    },
    say(text) {
      if (voiceWanted()) speak(text, () => {})
    },
    read: speak,
    hush: () => 'speechSynthesis' in window && speechSynthesis.cancel(),
    canSpeak: () => localVoice() !== null,
  }
}

function localVoice(): SpeechSynthesisVoice | null {
  if (!('speechSynthesis' in window)) return null
  return speechSynthesis.getVoices().find(each => each.localService && each.lang.toLowerCase().startsWith('zh')) ?? null
}
