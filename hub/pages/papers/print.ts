import { render, type ComponentChild } from 'preact'
import './print.css'

/**
 * Prints a paper and nothing of the page around it: the paper is drawn beside the page, shown to the printer alone, and
 * taken away afterwards.
 * @param name what a saved PDF is called
 */
export function printPaper(paper: ComponentChild, name: string): void {
  const sheet = document.createElement('div')
  sheet.className = 'print-sheet'
  document.body.append(sheet)
  render(paper, sheet)
  const title = document.title
  document.title = name
  document.documentElement.classList.add('printing')
  addEventListener(
    'afterprint',
    () => {
      render(null, sheet)
      sheet.remove()
      document.title = title
      document.documentElement.classList.remove('printing')
    },
    { once: true },
  )
  print()
}
