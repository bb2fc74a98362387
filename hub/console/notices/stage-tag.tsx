import { Tag, type Tone } from '../../pages/ui/tag.tsx'
import { words } from '../text/words.ts'
import type { NoticeStage } from './api-types.ts'
import css from './notices.module.css'

const TONES: { readonly [stage in NoticeStage]: Tone } = {
  draft: 'plain',
  checked: 'wait',
  approved: 'wait',
  published: 'ok',
  expired: 'plain',
  withdrawn: 'stop',
  discarded: 'plain',
}

export function StageTag({ stage, correcting }: { stage: NoticeStage; correcting: boolean }) {
  const { notices } = words()
  return (
    <span class={css.tags}>
      <Tag tone={TONES[stage]}>{notices.stages[stage]}</Tag>
      {correcting && <Tag tone="red">{notices.correcting}</Tag>}
    </span>
  )
}
