/** What is photographed: one row per page. Console pages and papers are further rows of the same kind. */
export interface PicturePage {
  readonly name: string
  /** Path under the development server. */
  readonly path: string
  readonly variants: readonly VariantName[]
  /** Which set of rules `audit` checks: the kiosk's finger sizes and letters, or a desk's. */
  readonly surface: 'kiosk' | 'console' | 'paper'
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
  /** A cheap 1080p panel turned on its side and a squarish one: the stage must scale and never cut. */
  small: { width: 720, height: 1280, query: '' },
  squarish: { width: 1280, height: 1024, query: '' },
  desk: { width: 1440, height: 900, query: '' },
} as const satisfies Record<string, Variant>
export type VariantName = keyof typeof VARIANTS

const KIOSK_VARIANTS = ['portrait', 'landscape', 'large', 'large-landscape', 'contrast'] as const

/** The kiosk's pages are whatever the gallery holds. @param ids from `galleryScreens` of the gallery page */
export const kioskPages = (ids: readonly string[]): readonly PicturePage[] =>
  ids.map(id => ({
    name: id,
    path: `/kiosk/gallery.html?screen=${id}`,
    variants:
      id === 'home' || id === 'sign-in' ? [...KIOSK_VARIANTS, 'contrast-large', 'small', 'squarish'] : KIOSK_VARIANTS,
    surface: 'kiosk',
  }))

/** Pages besides the gallery's. */
export const OTHER_PAGES: readonly PicturePage[] = []
