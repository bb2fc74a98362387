import type { zhWriting } from './zh-writing.ts'

/** English words around a page to write on with a finger. */
export const enWriting: typeof zhWriting = {
  undo: 'Undo',
  clear: 'Clear',
  before: 'Previous',
  after: 'Next',
  add: 'Add page',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  full: 'The pages are full: take a few strokes back, or say it shorter',
  last: pages => `${pages} pages at most`,
  written: page => `Handwriting, page ${page}`,
}
