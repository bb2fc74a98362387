/** A token bucket: `rate` tokens a second on average, `burst` at once. */
export interface Bucket {
  /**
   * Takes `amount` tokens, one unless told; all or none. More than a whole bucket is taken as a whole bucket.
   * @returns 0, or the milliseconds until they are there
   */
  take(now: number, amount?: number): number
}

export function makeBucket(rate: number, burst: number): Bucket {
  let tokens = burst
  let at: number | null = null
  return {
    take(now, amount = 1) {
      // A clock that was set back gives nothing and takes nothing: otherwise nobody would be let in until it is there again.
      const passed = Math.max(0, now - (at ?? now))
      tokens = Math.min(burst, tokens + (passed / 1000) * rate)
      at = now
      const wanted = Math.min(amount, burst)
      if (tokens < wanted) return Math.ceil(((wanted - tokens) / rate) * 1000)
      tokens -= wanted
      return 0
    },
  }
}

/** One bucket for each of many: addresses, kiosks. */
export interface Buckets {
  take(key: string, now: number, amount?: number): number
  /** How many are remembered. */
  size(): number
}

/** @param most keys remembered; the one not heard of for longest is forgotten first, and so begins anew with a full bucket */
export function makeBuckets(rate: number, burst: number, most: number): Buckets {
  const buckets = new Map<string, Bucket>()
  return {
    take(key, now, amount) {
      const bucket = buckets.get(key) ?? makeBucket(rate, burst)
      // Put last: a map remembers the order.
      buckets.delete(key)
      buckets.set(key, bucket)
      if (buckets.size > most) buckets.delete(buckets.keys().next().value ?? '')
      return bucket.take(now, amount)
    },
    size: () => buckets.size,
  }
}
