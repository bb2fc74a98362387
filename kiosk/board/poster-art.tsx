import css from './poster.module.css'

/** Hills, terraces and gables in gold hairline: only ever on the poster. */
export const Landscape = () => (
  <svg class={css.art} viewBox="0 0 1080 940" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
    <path class={css.far} d="M0 690C120 640 220 600 330 632S520 700 640 640 850 520 960 556s90 40 120 40V940H0z" />
    <path class={css.mid} d="M0 770C160 700 300 720 430 752S700 770 820 700s190-70 260-40V940H0z" />
    <path
      class={css.line}
      d="M0 790C160 722 300 742 430 772S700 790 820 722s190-68 260-40M0 812C170 748 310 764 440 792S710 808 830 746s180-64 250-38M60 812C190 774 330 786 450 810S700 826 830 772"
    />
    <g class={css.village}>
      <path d="M682 800v-62l-16 8 66-48 66 48-16-8v62M864 800v-56l-14 7 58-42 58 42-14-7v56" />
      <path d="M598 800V716h-8v-14h14v-14h18v10h34v-10h18v14h14v14h-8v84M618 716h44" />
      <path d="M768 800V700h-8v-15h15v-15h20v11h38v-11h20v15h15v15h-8v100M788 700h52" />
      <path d="M630 800v-50h18v50M722 770v-20h20v20M804 800v-62h20v62M900 776v-18h18v18" />
    </g>
    <path class={css.near} d="M0 830C200 790 340 806 500 806S700 770 840 776s180 30 240 10V940H0z" />
  </svg>
)
