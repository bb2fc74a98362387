import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { fitStage } from './fit-stage.ts'

const measure = () => fitStage(window.innerWidth, window.innerHeight)

/** Draws every panel at the size the design was drawn for, then scales it to the glass. */
export function Stage({ children }: { children: ComponentChildren }) {
  const [fit, setFit] = useState(measure)
  useLayoutEffect(() => {
    const onResize = () => setFit(measure())
    window.addEventListener('resize', onResize)
    return () => window.removeEventListener('resize', onResize)
  }, [])
  return (
    <div
      data-stage={fit.scale}
      style={{
        position: 'absolute',
        left: 0,
        top: 0,
        overflow: 'hidden',
        width: `${fit.width}px`,
        height: `${fit.height}px`,
        transform: fit.scale === 1 ? 'none' : `scale(${fit.scale})`,
        transformOrigin: '0 0',
      }}
    >
      {children}
    </div>
  )
}
