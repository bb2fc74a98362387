import { Tag, type Tone } from '../../pages/ui/tag.tsx'
import type { NoticeScope } from '../../../shared/notices/scope.ts'
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

export function StageTag(props: {
  readonly stage: NoticeStage
  readonly correcting: boolean
  readonly scope: NoticeScope | null
}) {
  const { stage, correcting, scope } = props
  const { notices, scope: text } = words()
  const isInner = scope !== null && scope.is !== 'public'
  return (
    <span class={css.tags}>
      <Tag tone={TONES[stage]}>{stage === 'published' && isInner ? text.stages[scope.is] : notices.stages[stage]}</Tag>
      {correcting && <Tag tone="red">{notices.correcting}</Tag>}
    </span>
  )
}
