/** Beside every list: its find box, and taking it away as a table. */
export const find = {
  people: '姓名、拼音首字母或序号',
  names: '姓名或拼音首字母',
  titles: '名称或拼音首字母',
  places: '位置或拼音首字母',
  xlsx: '表格',
  none: '没有找到，换个词试试，或按 Esc 键清除。',
}
