import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fingerprint, type JournalHead } from '../../shared/journal/chain.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import { problem, type Problem } from '../../shared/base/problem.ts'
import { checkEvidence, type CheckedEvidence, type EvidenceFault } from '../../shared/sync/shown-evidence.ts'
import type { Config } from '../config.ts'
import { dataPaths } from '../data-folder.ts'
import { verifySignature } from '../live/signer.ts'
import type { Command } from './command.ts'
import { readInput } from './input-file.ts'
import { withOffice } from './with-office.ts'

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest()

export const checkEvidenceFile: Command = {
  name: 'check evidence',
  operands: ['FILE'],
  zh: '核对公示证明的证据文件。不需要主机；有本支部的数据时，还和账本比对。',
  en: 'Check the evidence file of a certificate of publication; needs no hub, and compares with the journal where there is one.',
  async run({ config, operands: [path = ''], terminal }) {
    const text = new TextDecoder().decode(await readInput(path))
    const checked = checkEvidence(text, verifySignature, sha256)
    if (!checked.ok) {
      terminal.complain([WHY[checked.error]])
      return 1
    }
    const ours = await ourHash(config, checked.value)
    if (ours !== null && ours !== checked.value.evidence.head.hash) {
      terminal.complain([OTHER_JOURNAL])
      return 1
    }
    const { evidence, document } = checked.value
    const days = new Set(evidence.reports.filter(each => each.first !== null).map(each => each.day))
    const mark = fingerprint(evidence.head.hash)
    const [zh, en] =
      ours === null
        ? [`请和公开屏或旧公告上的账本指纹核对：${mark}`, `compare ${mark} with a screen or an old notice`]
        : [`和本机账本一致：${mark}`, `the journal here agrees: ${mark}`]
    terminal.say(
      `证据完好：《${document.title}》第 ${document.rev} 版，${days.size} 天有上屏记录；${zh}。`,
      `The evidence is whole: revision ${document.rev}, shown on ${days.size} days; ${en}.`,
    )
    terminal.out(`${evidence.head.size} ${evidence.head.hash}\n`)
    return 0
  },
}

/** What this folder's journal has where the file's head is; null where there is no journal to ask. */
async function ourHash(config: Config, { evidence }: CheckedEvidence): Promise<Hash | '' | null> {
  if (!existsSync(dataPaths(config.dataFolder).database)) return null
  const head: JournalHead = evidence.head
  return await withOffice(config, 'read', async office => {
    const [line] = await office.store.read.journal.lines(head.size, 1)
    return line?.no === head.size ? (line.hash as Hash) : ''
  })
}

const changed = (what: { zh: string; en: string }): Problem => problem('EVIDENCE_CHANGED', what)

const WHY: Readonly<Record<EvidenceFault, Problem>> = {
  malformed: problem('EVIDENCE_UNREADABLE', {
    zh: '这不是公示证明的证据文件，或者已经损坏。',
    en: 'This is no evidence file, or it is damaged.',
  }),
  badSignature: changed({ zh: '文件被改动过：签名不符。', en: 'The file was changed: its signature does not fit.' }),
  badHead: changed({ zh: '账本指纹的签名不符。', en: 'The signature under the journal’s head does not fit.' }),
  brokenChain: changed({ zh: '账本的各环接不上。', en: 'The links of the journal do not lead to its head.' }),
  noPublication: changed({ zh: '文件里没有这一版的发布记录。', en: 'The publication of this revision is missing.' }),
  otherReports: changed({ zh: '上屏时间和账本原文不符。', en: 'The times are not what the journal’s lines say.' }),
}

const OTHER_JOURNAL = problem('EVIDENCE_OTHER_JOURNAL', {
  zh: '文件本身完好，但和本机的账本对不上：不是这个支部的，或者账本被改过、恢复过。',
  en: 'The file is whole, but the journal here is another one, or was changed or restored.',
})
