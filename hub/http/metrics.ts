import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Figures for whoever watches this hub, in Prometheus's text form. */
export interface Metrics {
  /** A value asked for at each reading. A null value is left out. */
  gauge(name: string, help: string, read: () => number | null | Promise<number | null>): void
  /** A number that only grows. */
  counter(name: string, help: string): { add(amount?: number): void }
  text(): Promise<string>
}

interface Series {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly read: () => number | null | Promise<number | null>
}

export function makeMetrics(): Metrics {
  const all: Series[] = []
  const metrics: Metrics = {
    gauge(name, help, read) {
      all.push({ name, help, type: 'gauge', read })
    },
    counter(name, help) {
      let total = 0
      all.push({ name, help, type: 'counter', read: () => total })
      return {
        add(amount = 1) {
          total += amount
        },
      }
    },
    async text() {
      const parts: string[] = []
      for (const { name, help, type, read } of all) {
        const value = await read()
        if (value !== null) parts.push(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`)
      }
      return parts.join('')
    },
  }
  ofTheProcess(metrics)
  return metrics
}

function ofTheProcess(metrics: Metrics): void {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  metrics.gauge('process_resident_memory_bytes', 'Memory of the hub.', () => process.memoryUsage.rss())
  metrics.gauge('nodejs_heap_used_bytes', 'JavaScript heap in use.', () => process.memoryUsage().heapUsed)
  metrics.gauge('process_cpu_seconds_total', 'CPU time used.', () => process.cpuUsage().user / 1e6)
  metrics.gauge('hub_uptime_seconds', 'Time since the start.', () => Math.round(process.uptime()))
  metrics.gauge('nodejs_eventloop_lag_p99_seconds', 'Delay of the event loop since the last reading.', () => {
    const p99 = delay.percentile(99) / 1e9
    delay.reset()
    return p99
  })
}
