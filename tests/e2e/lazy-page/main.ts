import { h, options, render, type FunctionComponent } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { lazyScreen } from '../../../kiosk/ui/lazy.tsx'

/** One screen whose program the page lets come in the moment between the picture and what follows the picture. */

declare global {
  interface Window {
    readonly shownInBetween: (broken: boolean) => Promise<string>
  }
}

type Lazy = typeof lazyScreen

/** Twin with a planted bug: takes what has come for what is drawn. */
const brokenScreen: Lazy = load => {
  let loaded: Awaited<ReturnType<typeof load>> | null = null
  const ensure = async () => {
    loaded = await load()
  }
  const Lazy = (props: object) => {
    const [, redraw] = useState(0)
    useEffect(() => {
      if (!loaded) void ensure().then(() => redraw(1))
    }, [])
    return loaded ? h(loaded as FunctionComponent, props) : null
  }
  return Object.assign(Lazy, { preload: () => void ensure() })
}

const turn = () => new Promise(resolve => setTimeout(resolve, 0))

async function shownInBetween(broken: boolean): Promise<string> {
  const afterPicture: (() => void)[] = []
  options.requestAnimationFrame = work => void afterPicture.push(work)
  const program = Promise.withResolvers<FunctionComponent>()
  const Screen = (broken ? brokenScreen : lazyScreen)(() => program.promise)
  Screen.preload()
  const place = document.createElement('div')
  render(h(Screen, {}), place)
  program.resolve(() => h('p', {}, 'here'))
  await turn()
  afterPicture.splice(0).forEach(work => work())
  await turn()
  return place.textContent ?? ''
}

Object.assign(window, { shownInBetween })
