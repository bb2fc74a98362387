/** Words around a page to write on with a finger. */
export const zhWriting = {
  undo: '退一笔',
  clear: '清空',
  before: '上一页',
  after: '下一页',
  add: '加一页',
  pageOf: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  full: '写满了，请退几笔，把话说短一些',
  last: (pages: number) => `最多 ${pages} 页`,
  written: (page: number) => `手写的第 ${page} 页`,
}
