/** Counts who is there by address, so that one machine on the network cannot take everybody's place. */
export interface Crowd {
  /** @returns whether there is room; only then is there somebody to leave */
  enter(address: string): boolean
  leave(address: string): void
  size(): number
}

export interface CrowdLimits {
  readonly all: number
  readonly perAddress: number
}

/** The hub's own PC may carry a proxy before all others, so that it has no limit of its own. */
export const isOwnPc = (address: string): boolean => /^(::1|(::ffff:)?127\..*)$/.test(address)

export function makeCrowd({ all, perAddress }: CrowdLimits): Crowd {
  const counts = new Map<string, number>()
  let size = 0
  return {
    enter(address) {
      const count = counts.get(address) ?? 0
      if (size >= all || (count >= perAddress && !isOwnPc(address))) return false
      counts.set(address, count + 1)
      size += 1
      return true
    },
    leave(address) {
      const count = (counts.get(address) ?? 0) - 1
      if (count > 0) counts.set(address, count)
      else counts.delete(address)
      size -= 1
    },
    size: () => size,
  }
}
