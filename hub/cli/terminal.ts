import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Terminal } from './command.ts'

/** The real terminal: answers on standard output, sentences on standard error, Chinese first. */
export const terminal: Terminal = {
  out: text => void process.stdout.write(text),
  say: (zh, en) => void process.stderr.write(`${zh}\n${en}\n`),
  complain(problems) {
    for (const { zh, en, where } of problems) {
      const place = where === undefined ? '' : `${where}：`
      process.stderr.write(`${place}${zh}\n  ${en}\n`)
    }
  },
  async askSecret(zh, en) {
    process.stderr.write(`${zh} (${en}): `)
    // readline shows what is typed on its output; this one shows nothing.
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
    const lines = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY })
    try {
      for await (const line of lines) return line
      return ''
    } finally {
      lines.close()
      if (process.stdin.isTTY) process.stderr.write('\n')
    }
  },
}
