import { announcement } from '../../kiosk/gallery/fixtures.ts'
import type { BoardDocument } from '../../shared/notices/document.ts'

/** What is published in the fanout benchmark, as the hub's process and the kiosks' process both know it. */

/** Kiosks paired with the hub: the most that are ever connected. */
export const MOST_KIOSKS = 1_000

const PARAGRAPH =
  '重阳节将至，支部定于10月15日下午在党群服务中心二楼会议室开展主题党日，请全体党员按时到场签到。当天安排三件事：听老党员讲村史，看望独居老人，把各家需要帮忙的事记下来，一周内答复。'

/** An announcement of about 2 KB, corrected again and again. */
export const documentNo = (rev: number): BoardDocument => ({
  ...announcement,
  rev,
  body: { kind: 'announcement', paragraphs: Array.from({ length: 6 }, () => PARAGRAPH) },
})

/** When it was on the disk and nobody had been told yet; milliseconds of `sharedNow`. */
export interface Published {
  readonly rev: number
  readonly committedAt: number
}

/** The sketch hears of its last acknowledgement itself. */
export interface Broadcast extends Published {
  readonly ackedAt: number
}
