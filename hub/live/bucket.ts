/** A token bucket: `rate` messages a second on average, `burst` at once. */
export interface Bucket {
  /** Takes one token. @returns 0, or the milliseconds until there is one */
  take(now: number): number
}

export function makeBucket(rate: number, burst: number): Bucket {
  let tokens = burst
  let at = 0
  return {
    take(now) {
      tokens = Math.min(burst, tokens + ((now - at) / 1000) * rate)
      at = now
      if (tokens < 1) return Math.ceil(((1 - tokens) / rate) * 1000)
      tokens -= 1
      return 0
    },
  }
}
