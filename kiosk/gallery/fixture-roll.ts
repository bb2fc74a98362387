import type { MemberId } from '../../shared/base/ids.ts'
import type { RollRow } from '../staff/roll-view.ts'

/** The roster of a branch as staff see it, in stroke order, with the initials that the hub makes. */
const NAMES =
  '丁一dy 于大海ydh 马占魁mzk 王建国wjg 王建国wjg 韦正光wzg 石磊sl 龙秀莲lxl 叶知秋yzq 田小燕txy 白玉兰byl 冯立新flx 邓红梅dhm 朱玉梅zym 江水生jss 刘宝成lbc 汤桂芳tgf 许文斌xwb 孙志刚szg 苏海波shb 杨𫘥yx 李秀英lxy 吴㛃wj 何家豪hjh 余庆丰yqf 沈阿根sag 张伟zw 陈𬸪cy 阿依古丽·买买提aygl 努尔买买提·阿卜杜热合曼尼亚孜nemm 林晓萌lxm 欧阳德顺oyds 罗凤英lfy 周小琴zxq 郑大山zds 胡国庆hgq 钱桂兰qgl 高强gq 郭兴旺gxw 唐老幺tly 黄春生hcs 曾小满zxm 谢天佑xty 彭学军pxj 蒋忠义jzy 上官明月sgmy'.split(
    ' ',
  )
const APART = [
  { cardTail: '0031', group: '第一党小组' },
  { cardTail: '0412', group: '第二党小组' },
]

export const NAMED_ROWS: readonly RollRow[] = NAMES.map((text, at) => {
  const [, name = '', pinyin = ''] = /^(.*?)([a-z]*)$/u.exec(text) ?? []
  const isNamesake = name === '王建国'
  return {
    memberId: `person-${at}-` as MemberId,
    name,
    apart: isNamesake ? (APART[at % 2] ?? null) : null,
    surname: [...name][0] ?? '',
    pinyin,
  }
})
