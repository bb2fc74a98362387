/** What is photographed: one row per page. Console pages and papers are further rows of the same kind. */
export interface PicturePage {
  readonly name: string
  /** Path under the development server. */
  readonly path: string
  /** A screen of the gallery, shown without loading the page again. */
  readonly screen?: string
  readonly variants: readonly VariantName[]
  /** Labels of buttons to press first, in order. */
  readonly press?: readonly string[]
  /** Which set of rules `audit` checks: the kiosk's finger sizes and letters, or a desk's. */
  readonly surface: 'kiosk' | 'console' | 'paper' | 'phone'
}

interface Variant {
  readonly width: number
  readonly height: number
  readonly query: string
}

export const VARIANTS = {
  portrait: { width: 1080, height: 1920, query: '' },
  landscape: { width: 1920, height: 1080, query: '' },
  large: { width: 1080, height: 1920, query: 'size=large' },
  'large-landscape': { width: 1920, height: 1080, query: 'size=large' },
  contrast: { width: 1080, height: 1920, query: 'theme=contrast' },
  'contrast-large': { width: 1080, height: 1920, query: 'theme=contrast&size=large' },
  /** The second language of the kiosk: its words are longer. */
  en: { width: 1080, height: 1920, query: 'lang=en' },
  'en-large': { width: 1080, height: 1920, query: 'lang=en&size=large' },
  /** A cheap 1080p panel turned on its side and a squarish one: the stage must scale and never cut. */
  small: { width: 720, height: 1280, query: '' },
  squarish: { width: 1280, height: 1024, query: '' },
  desk: { width: 1440, height: 900, query: '' },
  /** Members' own phones: a common one, and an old small one. */
  phone: { width: 390, height: 844, query: '' },
  'phone-small': { width: 360, height: 640, query: '' },
  /** A very narrow one, and one whose owner made the letters larger. */
  'phone-narrow': { width: 320, height: 568, query: '' },
  'phone-large': { width: 360, height: 640, query: 'letters=large' },
  /** The smallest screen a village office has. */
  'desk-small': { width: 1366, height: 768, query: '' },
} as const satisfies Record<string, Variant>
export type VariantName = keyof typeof VARIANTS

const KIOSK_VARIANTS: readonly VariantName[] = ['portrait', 'landscape', 'large', 'large-landscape', 'contrast', 'en']
const MORE_VARIANTS: readonly VariantName[] = [...KIOSK_VARIANTS, 'contrast-large', 'small', 'squarish']

const PRESSED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'notice-points': [['下一页'], ['下一页', '下一页']],
  'notice-corrected': [['下一页']],
  'notice-long': [['下一页']],
  'notice-long-names': [['下一页']],
  items: [['再看'], ['发挥作用 违规扣分 5项'], ['政治合格 一票否决 1项']],
  ranking: [['预备党员'], ['年老党员'], ['全年累计']],
  activities: [['下一页']],
  'service-trouble': [['停用这台公开屏']],
}

/** The kiosk's pages are whatever the gallery holds, some of them after a press or two. @param ids of its screens */
export const kioskPages = (ids: readonly string[]): readonly PicturePage[] =>
  ids.flatMap(id => {
    const page: PicturePage = {
      name: id,
      path: '/kiosk/gallery.html',
      screen: id,
      variants: id === 'home' || id === 'sign-in' ? MORE_VARIANTS : KIOSK_VARIANTS,
      surface: 'kiosk',
    }
    // The keys to press are named in Chinese.
    const variants = page.variants.filter(each => each !== 'en')
    const pressed = (PRESSED[id] ?? []).map((press, at) => ({
      ...page,
      name: `${id}-pressed-${at + 1}`,
      press,
      variants,
    }))
    return [page, ...pressed]
  })

/** The console's gallery, screen by screen. */
const CONSOLE_SCREENS = [
  'login',
  'must-change-password',
  'set-up',
  'today',
  'today-done',
  'kiosks',
  'kiosks-reissue',
  'conflicts',
  'conflicts-none',
  'conflicts-settled',
  'conflicts-strike',
  'declarations',
  'declarations-accept',
  'declarations-refuse',
  'declarations-vouched',
  'declarations-none',
  'declarations-done',
  'declarations-sample',
  'declarations-false',
  'declarations-round',
  'declarations-round-wrong',
  'incident-history',
  'incident-restored',
  'incident-faults',
  'incident-closed',
  'conflicts-place',
  'journal',
  'journal-broken',
  'backup-bad',
  'backup-new',
  'backup-same-disk',
  'backup-place',
  'backup-place-again',
  'activities',
  'activity-wall',
  'activity-settings',
  'activity-closing',
  'activity-closing-hours',
  'activity-guests',
  'activity-elsewhere',
  'members',
  'member',
  'member-phone',
  'member-phone-done',
  'members-import',
  'notices',
  'notice-published',
  'notice-objections',
  'notice-showing-up',
  'notice-showing-withdrawn',
  'notice-blocked',
  'notice-review-missing',
  'notice-people',
  'notice-scope-members',
  'notice-scope-self',
  'notice-inner-members',
  'notice-inner-self',
  'oversight',
  'oversight-first-quarter',
  'oversight-none',
  'reviews-due',
  'reviews-hearing',
  'reviews-stale',
  'reviews-ready',
  'reviews-settled',
  'reviews-late',
  'reviews-hanging',
  'reviews-archived',
  'reviews-settle-dialog',
  'reviews-answer',
  'scheme',
  'scheme-rules',
  'january-start',
  'january-brief',
  'january-stale',
  'january-publish',
  'january-done',
  'january-editor',
  'january-compared',
  'duty-posts',
  'duty-posts-dialog',
  'care-low',
  'care-none',
  'care-talks',
  'care-helpers',
  'care-praise',
  'care-remind-dialog',
  'care-talk-dialog',
  'care-erase-dialog',
  'ledger',
  'standings',
  'settings-password',
  'settings-staff',
  'settings-voice',
  'settings-voice-record',
  'kit-controls',
  'kit-table',
  'kit-dialog',
]

/** What is printed, as it lies on the screen before printing. */
const PAPERS = [
  'paper-cards',
  'paper-sign-in-sheet',
  'paper-slip',
  'paper-declarations-two',
  'paper-declarations-four',
  'paper-incident',
  'paper-oversight',
  'paper-inner-members',
  'paper-inner-self',
  'paper-ledger',
  'paper-feedback',
  'care-reminder-paper',
  'paper-ranking-staff',
  'paper-ranking-public',
  'paper-scheme',
  'paper-shown-up',
  'paper-shown-withdrawn',
  'paper-shown-expired',
  'paper-periodPoints',
  'paper-ranking',
  'paper-activity',
  'paper-commendation',
  'paper-pledges',
  'paper-items',
  'paper-announcement',
  'paper-inner-members',
  'paper-inner-self',
]

/** Members' phone page. */
const PHONE_SCREENS = [
  'pass',
  'pass-offline',
  'pass-clock',
  'none-scanned',
  'claim-over',
  'replace',
  'code-ready',
  'code-done',
  'code-refused',
  'pass-draft',
  'leave',
  'more',
  'own',
  'own-answered',
  'own-accept',
  'own-matter',
  'own-matter-hand',
  'own-matter-check',
  'own-pin',
  'own-plain',
  'declare',
  'declare-filled',
  'declare-check',
  'declare-sent',
  'voice-running',
  'voice-cannot',
]

/** Pages besides the kiosk's gallery. */
export const OTHER_PAGES: readonly PicturePage[] = [
  ...CONSOLE_SCREENS.map((id): PicturePage => ({
    name: `console-${id}`,
    path: `/hub/console/gallery.html?screen=${id}`,
    variants: ['desk', 'desk-small'],
    surface: 'console',
  })),
  ...PHONE_SCREENS.map((id): PicturePage => ({
    name: `phone-${id}`,
    path: `/hub/phone/gallery.html?screen=${id}`,
    variants: ['phone', 'phone-small', 'phone-narrow', 'phone-large'],
    surface: 'phone',
  })),
  ...PAPERS.map((id): PicturePage => ({
    name: id,
    path: `/hub/console/gallery.html?screen=${id}`,
    variants: ['desk'],
    surface: 'paper',
  })),
]
