import { EnrolCode, EnrolDone, NoEnrol } from '../signin/enrol-phone.tsx'
import { KioskCode, type KioskCodeProps } from '../signin/kiosk-code.tsx'
import { NOW, today } from './fixtures.ts'
import type { GalleryScreen } from './screens.tsx'

/** The screens for members' phones. */

const nothing = () => undefined
const url = 'http://192.168.31.108:8090/phone/'
const shown = {
  kind: 'shown',
  address: `${url}#k=${'Ab3'.repeat(45)}`,
  secondsLeft: 9,
  share: 9 / 15,
} as const

const code = (props: Partial<KioskCodeProps> = {}) => (
  <KioskCode activity={today.activity} code={shown} came={[]} onBack={nothing} {...props} />
)

export const PHONE_SCREENS: readonly GalleryScreen[] = [
  {
    id: 'kiosk-code',
    title: '用手机扫屏幕',
    chrome: { now: NOW },
    render: () => code({ came: ['努尔买买提·阿卜杜热合曼尼亚孜', '张建国', '王*', '李秀英'] }),
  },
  {
    id: 'kiosk-code-last',
    title: '用手机扫屏幕：还没有人，快换码',
    render: () => code({ code: { ...shown, secondsLeft: 2, share: 0.12 } }),
  },
  {
    id: 'kiosk-code-offline',
    title: '用手机扫屏幕：没有网络',
    chrome: { link: 'offline' },
    render: () => code({ code: { kind: 'offline' } }),
  },
  { id: 'kiosk-code-off', title: '用手机扫屏幕：手机到不了', render: () => code({ code: { kind: 'off' } }) },
  {
    id: 'enrol-code',
    title: '绑定手机',
    render: () => (
      <EnrolCode
        name="努尔买买提·阿卜杜热合曼"
        address={`${url}#e=${'Ab3'.repeat(30)}`}
        leftMs={492_000}
        ofMs={600_000}
        onBack={nothing}
      />
    ),
  },
  { id: 'enrol-done', title: '手机绑好了', render: () => <EnrolDone onDone={nothing} /> },
  {
    id: 'enrol-no',
    title: '绑定不了',
    render: () => <NoEnrol why="unreachable" onAgain={nothing} onBack={nothing} />,
  },
]
