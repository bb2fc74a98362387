import type { CDPSession, Page } from 'playwright-core'

/** What a page holds, measured from outside after its garbage was collected. */

export interface Sample {
  /** Frames read or pages opened when it was taken. */
  readonly at: number
  readonly heapBytes: number
  /** Of the decoder in the camera's worker; 0 without one. */
  readonly wasmBytes: number
  readonly workerHeapBytes: number
  readonly workers: number
  readonly listeners: number
  readonly nodes: number
}

export interface Gauges {
  sample(at: number): Promise<Sample>
}

const ANSWER_MS_MAX = 20_000

interface WorkerLine {
  ask(method: string, params?: object): Promise<Record<string, unknown>>
}

export async function openGauges(page: Page): Promise<Gauges> {
  const line = await page.context().newCDPSession(page)
  await line.send('Performance.enable')
  const workers = await followWorkers(line)
  return {
    async sample(at) {
      // Twice: what the first run finalises, the second frees.
      for (let times = 0; times < 2; times++) await line.send('HeapProfiler.collectGarbage')
      const { metrics } = await line.send('Performance.getMetrics')
      const metric = (name: string) => metrics.find(each => each.name === name)?.value ?? NaN
      const inside = [...workers.values()]
      const decoder = inside[0]
      return {
        at,
        heapBytes: metric('JSHeapUsedSize'),
        listeners: metric('JSEventListeners'),
        nodes: metric('Nodes'),
        workers: page.workers().length,
        ...(decoder ? await insideOf(decoder) : { wasmBytes: 0, workerHeapBytes: 0 }),
      }
    },
  }
}

/** Workers have a conversation of their own, inside the page's. */
async function followWorkers(line: CDPSession): Promise<Map<string, WorkerLine>> {
  const lines = new Map<string, WorkerLine>()
  const answers = new Map<number, (result: Record<string, unknown>) => void>()
  let asked = 0
  line.on('Target.attachedToTarget', ({ sessionId }) => {
    const ask = (method: string, params: object = {}) =>
      new Promise<Record<string, unknown>>((resolve, reject) => {
        const id = (asked += 1)
        answers.set(id, resolve)
        setTimeout(() => reject(new Error(`no answer to ${method}`)), ANSWER_MS_MAX).unref()
        const message = JSON.stringify({ id, method, params })
        line.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject)
      })
    lines.set(sessionId, { ask })
    void ask('Runtime.evaluate', { expression: `(${noteMemories.toString()})()` }).catch(() => {})
    void ask('Runtime.runIfWaitingForDebugger').catch(() => {})
  })
  line.on('Target.detachedFromTarget', ({ sessionId }) => void lines.delete(sessionId))
  line.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: Record<string, unknown> }
    if (id === undefined) return
    answers.get(id)?.(result ?? {})
    answers.delete(id)
  })
  await line.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false })
  return lines
}

async function insideOf(worker: WorkerLine): Promise<{ wasmBytes: number; workerHeapBytes: number }> {
  await worker.ask('HeapProfiler.collectGarbage')
  const { usedSize } = await worker.ask('Runtime.getHeapUsage')
  const expression = 'memories.reduce((sum, each) => sum + each.buffer.byteLength, 0)'
  const { result } = await worker.ask('Runtime.evaluate', { expression, returnByValue: true })
  return { wasmBytes: (result as { value: number }).value, workerHeapBytes: Number(usedSize) }
}

/** Runs in the worker before its own code: notes the memory of every wasm module. */
function noteMemories(): void {
  const memories: WebAssembly.Memory[] = []
  Object.assign(globalThis, { memories })
  const note = <T extends WebAssembly.Instance | { instance: WebAssembly.Instance }>(made: T): T => {
    const { exports } = 'instance' in made ? made.instance : made
    for (const each of Object.values(exports)) if (each instanceof WebAssembly.Memory) memories.push(each)
    return made
  }
  for (const name of ['instantiate', 'instantiateStreaming'] as const) {
    const real = WebAssembly[name] as (...args: unknown[]) => Promise<WebAssembly.Instance>
    Object.assign(WebAssembly, { [name]: (...args: unknown[]) => real(...args).then(note) })
  }
}

/** Least-squares growth for each unit of `at`. */
function slopeOf(samples: readonly Sample[], read: (sample: Sample) => number): number {
  const count = samples.length
  const meanAt = samples.reduce((sum, each) => sum + each.at, 0) / count
  const mean = samples.reduce((sum, each) => sum + read(each), 0) / count
  const over = samples.reduce((sum, each) => sum + (each.at - meanAt) * (read(each) - mean), 0)
  const under = samples.reduce((sum, each) => sum + (each.at - meanAt) ** 2, 0)
  return under === 0 ? 0 : over / under
}

export interface Bound {
  readonly what: string
  readonly read: (sample: Sample) => number
  /** Most growth over the run that is none, in the unit of `read`. */
  readonly most: number
}

const MB = 1_048_576

const BOUNDS: readonly Bound[] = [
  { what: 'page heap, MB', read: each => each.heapBytes / MB, most: 1 },
  { what: 'decoder wasm, MB', read: each => each.wasmBytes / MB, most: 0.5 },
  { what: 'worker heap, MB', read: each => each.workerHeapBytes / MB, most: 1 },
  { what: 'workers', read: each => each.workers, most: 0.5 },
  { what: 'listeners', read: each => each.listeners, most: 10 },
  { what: 'nodes', read: each => each.nodes, most: 100 },
]

/**
 * What grew from the first sample to the last, by the slope through all of them. The first tenth is left out: code is
 * compiled and caches are filled then.
 */
export function growths(
  samples: readonly Sample[],
): { what: string; growth: number; from: number; to: number; good: boolean }[] {
  const warm = samples.slice(Math.ceil(samples.length / 10))
  const span = (warm.at(-1)?.at ?? 0) - (warm[0]?.at ?? 0)
  return BOUNDS.map(({ what, read, most }) => {
    const growth = slopeOf(warm, read) * span
    const values = warm.map(read)
    return { what, growth, from: values[0] ?? NaN, to: values.at(-1) ?? NaN, good: warm.length >= 4 && growth <= most }
  })
}
