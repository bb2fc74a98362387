import type { ComponentChildren } from 'preact'
import type { DeedPicture } from './deeds.ts'
import css from './marks.module.css'

/** Pictograms of declaring and vouching, drawn like those of design/icons.css: 24 units, one stroke of 2. */

const Drawn = ({ children, name }: { children: ComponentChildren; name?: string }) => (
  <svg viewBox="0 0 24 24" class={css.mark} aria-hidden="true" data-picture={name}>
    {children}
  </svg>
)

export const MicMark = () => (
  <Drawn>
    <rect x="9" y="3" width="6" height="11" rx="3" />
    <path d="M5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3.500M8.500 21.500h7" />
  </Drawn>
)

export const PenMark = () => (
  <Drawn>
    <path d="M4 20l1-4.500L16.500 4l3.500 3.500L8.500 19z" />
    <path d="M14 6.500l3.500 3.500M12.500 20.500H20" />
  </Drawn>
)

const PICTURES: Readonly<Record<DeedPicture, ComponentChildren>> = {
  // Somebody bent over a stick, and a hand at the elbow.
  elder: (
    <>
      <circle cx="8" cy="5" r="2.400" />
      <path d="M8 8c-2 1-3 3-2.500 6l1 7M8 8l3.500 4 3-.5M9.500 13.500l.5 7.500M14.500 11v10" />
      <circle cx="19" cy="7.500" r="2" />
      <path d="M19 10.500v6l-1.500 5M19 16.500l1.800 5M19 12l-4 1" />
    </>
  ),
  // Two hands that meet.
  peace: (
    <>
      <path d="M2 8l4-2.500 4 1.500 3-1.500 4 1 5 1.500" />
      <path d="M2 16l3 .5 5 4c1.200.8 2.300-.2 2-1.200M10 7L7.500 10.500c.8 1.500 2.700 1.500 4-.5l2-.5 6 5c1 1.200-.3 2.800-1.800 2M14.500 17.500l1.500 1.200c1.300.8 2.800-.6 2-1.900M12 19.300l1 .9c1.200.8 2.600-.3 2.200-1.700M22 15.500l-2.500-.5" />
    </>
  ),
  // A heart in a hand.
  neighbour: (
    <>
      <path d="M12 12.500C8 9.800 7 7.800 8.300 6c1.200-1.500 3-1 3.700.6.700-1.600 2.500-2.100 3.700-.6 1.300 1.800.3 3.800-3.700 6.500z" />
      <path d="M3 15.500h3l3-1h3.500c1.700 0 1.700 2.300 0 2.300H10M14 16.500l5-2c1.700-.6 2.500 1.200 1.200 2.100L14 20.500H6L3 20" />
    </>
  ),
  // A full ear on its stalk.
  income: (
    <>
      <path d="M12 22V9M12 13c-3 0-4.500-1.500-4.500-4 3 0 4.500 1.500 4.500 4zM12 13c3 0 4.500-1.500 4.500-4-3 0-4.500 1.500-4.500 4zM12 18c-3 0-4.500-1.500-4.500-4 3 0 4.500 1.500 4.500 4zM12 18c3 0 4.500-1.500 4.500-4-3 0-4.500 1.500-4.500 4z" />
      <path d="M12 9c-1.800-1.500-1.800-4.500 0-6 1.800 1.500 1.800 4.500 0 6z" />
    </>
  ),
  // A letter with a heart.
  thanks: (
    <>
      <path d="M3 7h18v13H3zM3 7.500l9 6.500 9-6.500" />
      <path d="M12 5.500C9.700 4 9.300 2.900 10 2.200c.7-.6 1.600-.3 2 .5.400-.8 1.300-1.100 2-.5.7.7.3 1.800-2 3.300z" />
    </>
  ),
  // A broom, and what it gathers.
  clean: (
    <>
      <path d="M19 2.500L12.500 11M9 10l6.500 5-3 6.500L3.500 15z" />
      <path d="M8 17.500l1.500-3M17.500 21.500h4M19 18.500h2" />
    </>
  ),
  // A lantern.
  watch: (
    <>
      <path d="M9 5.500a3 3 0 0 1 6 0M7.500 5.500h9M8 9h8l1.500 9h-11zM8.500 9l1-3.500M15.500 9l-1-3.500M6.500 21.500h11M12 11.500v4" />
      <path d="M2.500 12.500h2M19.500 12.500h2" />
    </>
  ),
  // Somebody who walks with a bag.
  errand: (
    <>
      <circle cx="11" cy="4.500" r="2.200" />
      <path d="M11 8l-3 4 .5 3M11 8l3 3.500 3-.5M10.500 8.500L10 14l3 3 .5 4.500M10 14l-1.500 4L6 21.500" />
      <path d="M15.500 13h5v6h-5zM16.800 13v-1.500h2.400V13" />
    </>
  ),
  // A ring to hold on to.
  rescue: (
    <>
      <circle cx="12" cy="12" r="9" />
      <circle cx="12" cy="12" r="3.800" />
      <path d="M5.600 5.600l3.700 3.700M14.700 14.700l3.700 3.700M18.400 5.600l-3.700 3.700M9.300 14.700l-3.700 3.700" />
    </>
  ),
  other: (
    <>
      <path d="M4 4h16v12H12l-4.500 4.500V16H4z" />
      <path d="M8.500 10h.1M12 10h.1M15.500 10h.1" stroke-width="2.600" />
    </>
  ),
}

export const DeedMark = ({ picture }: { picture: DeedPicture }) => <Drawn name={picture}>{PICTURES[picture]}</Drawn>
