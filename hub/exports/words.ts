import type { Entry } from '../../shared/points/entry.ts'
import type { Component, Dimension, Recorder } from '../../shared/points/item.ts'

/** The words of tables that people open. Those of evidence and recorder are the ones that the ledger importer knows. */

export const COMPONENT_WORDS: Readonly<Record<Component, string>> = {
  base: '基础积分',
  contribution: '贡献加分',
  deduction: '违规扣分',
  veto: '一票否决',
}

export const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  political: '政治合格',
  discipline: '执行纪律合格',
  character: '品德合格',
  role: '发挥作用合格',
}

export const SOURCE_OUT: Readonly<Record<Entry['source'], string>> = {
  signIn: '签到',
  branchRecord: '支部记录',
  declaration: '本人申报',
  attestation: '群众证实',
  certificate: '证明材料',
  decision: '支部决定',
  opening: '期初结转',
}

export const RECORDER_OUT: Readonly<Record<Recorder, string>> = {
  attendance: '签到',
  branch: '支部',
  member: '党员',
  resident: '群众',
}
