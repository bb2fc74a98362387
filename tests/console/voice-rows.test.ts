import { expect, test } from 'vitest'
import { nextUnrecorded, voiceRows } from '../../hub/console/settings/voice-rows.ts'
import type { Hash } from '../../shared/base/bytes.ts'
import type { Millis } from '../../shared/base/ids.ts'
import { CLIPS } from '../../shared/voice/clip-list.ts'
import { clipOf } from '../../shared/voice/clips.ts'

const recorded = (text: string) => ({ clipId: clipOf(text).id, text, blob: 'a'.repeat(64) as Hash, at: 1 as Millis })

test('SG53 the list has every piece once, sentences first, and what an older version said at the end', () => {
  const rows = voiceRows([recorded('开始'), recorded('您签过到了，请坐')])
  expect(rows.map(({ clip }) => clip.text).toSorted()).toEqual(
    [...CLIPS.map(({ text }) => text), '您签过到了，请坐'].toSorted(),
  )
  expect(rows.filter(({ own }) => own).map(({ clip, kind }) => [clip.text, kind])).toEqual([
    ['开始', 'sentence'],
    ['您签过到了，请坐', 'old'],
  ])
  const kinds = rows.map(({ kind }) => kind)
  expect(kinds.indexOf('time')).toBe(kinds.lastIndexOf('sentence') + 1)
  // 凌晨…晚上, 零点…十二点, 半, 零, 一分…九分, 十分…五十分 without 三十分, 十…五十
  expect(kinds.filter(kind => kind === 'time')).toHaveLength(6 + 13 + 1 + 1 + 9 + 4 + 5)
})

test('SG53 recording goes on with the next piece that has none, from the top again, until all have one', () => {
  const first = CLIPS[0] ?? clipOf('')
  const all = CLIPS.map(({ text }) => recorded(text))
  const lacking = (...texts: readonly string[]) => voiceRows(all.filter(({ text }) => !texts.includes(text)))
  expect(nextUnrecorded(voiceRows([]), first)?.text).toBe(CLIPS[1]?.text)
  expect(nextUnrecorded(lacking(first.text, '开始'), clipOf('半'))?.text).toBe(first.text)
  expect(nextUnrecorded(lacking(first.text), first)).toBeNull()
})
