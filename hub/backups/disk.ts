import { existsSync, readdirSync, readlinkSync, statfsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** What the operating system tells of disks; tests have their own. */
export interface Disks {
  /** False only when the two certainly lie on different disks. */
  same(a: string, b: string): boolean
  /** A file system that is gone after a restart. */
  inMemory(path: string): boolean
}

/** Magic numbers of statfs(2). */
const TMPFS = 0x01021994
const RAMFS = 0x858458f6

export const systemDisks: Disks = {
  same(a, b) {
    const [one, two] = [statSync(a).dev, statSync(b).dev]
    if (one === two) return true
    // Two partitions of one disk die together. Elsewhere than on Linux only the volumes can be told apart.
    const [disks, others] = [disksUnder(one), disksUnder(two)]
    return disks.some(disk => others.includes(disk))
  },
  inMemory(path) {
    if (process.platform !== 'linux') return false
    const { type } = statfsSync(path)
    return type === TMPFS || type === RAMFS
  },
}

/** The whole disks that a device number rests on, through partitions, encryption and volumes. */
function disksUnder(dev: number): string[] {
  if (process.platform !== 'linux') return [String(dev)]
  // As glibc splits a device number.
  const major = ((dev >>> 8) & 0xfff) | (Math.floor(dev / 2 ** 32) & ~0xfff)
  const minor = (dev & 0xff) | ((dev >>> 12) & 0xfff00)
  const link = `/sys/dev/block/${major}:${minor}`
  if (!existsSync(link)) return [String(dev)]
  return wholeDisks(resolve('/sys/dev/block', readlinkSync(link)))
}

function wholeDisks(device: string): string[] {
  const slaves = join(device, 'slaves')
  const below = existsSync(slaves) ? readdirSync(slaves) : []
  if (below.length > 0) {
    return below.flatMap(name => wholeDisks(resolve(slaves, readlinkSync(join(slaves, name)))))
  }
  return [existsSync(join(device, 'partition')) ? resolve(device, '..') : device]
}

/** Folders that look like sticks and second disks, for the secretary to choose from. */
export function findDisks(): string[] {
  if (process.platform === 'win32') {
    return [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map(letter => `${letter}:\\`).filter(path => isFolder(path))
  }
  const below = (folder: string): string[] => {
    try {
      return readdirSync(folder).map(name => join(folder, name))
    } catch {
      // Not there, or not ours to look into.
      return []
    }
  }
  const places = [...below('/media'), ...below('/media').flatMap(below), ...below('/run/media').flatMap(below)]
  return [...places, ...below('/mnt')].filter(path => isFolder(path) && isMountPoint(path))
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

const isMountPoint = (path: string): boolean => statSync(path).dev !== statSync(join(path, '..')).dev
