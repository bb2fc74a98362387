import type { find as zh } from '../zh/find.ts'

export const find: typeof zh = {
  people: 'Name, initials or number',
  names: 'Name or pinyin initials',
  titles: 'Title or pinyin initials',
  places: 'Place or pinyin initials',
  xlsx: 'XLSX',
  none: 'Nothing found; try another word, or press Esc.',
}
