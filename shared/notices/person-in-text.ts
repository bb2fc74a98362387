/**
 * Guesses whether the words beside a number or an address name somebody. A guess that is made too often costs a second
 * look; one that is not made costs a person their peace: where in doubt, it is somebody.
 */

/** The hundred commonest surnames (公安部 2020 name report) and those of two characters that COMPOUND_SURNAMES knows. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文倪章鲁葛俞'
const NAME = new RegExp(`(?:欧阳|上官|司马|诸葛|司徒|夏侯|[${SURNAMES}])\\p{Script=Han}{1,2}$`, 'u')

/** Ends of words that begin like a surname and name an office: 文化站, 方志办, 江边村. */
const OFFICE_ENDS = /[室站所会处办院部委队校厂店村镇乡县市组社局科岗点厅堂区路街桥]$/u

/** Whom one is meant to call or to write to: naming them is what the line is for. */
const CONTACT = /联系人|受理|咨询|监督|举报|值班|负责人|经办|窗口|服务|办公|接待|热线|反映/u

/** What may stand between a name and what is theirs. */
const BETWEEN =
  /(?:[\s:：,，、;；（(“"—\-－–]|同志|老人|家属|家里|家中|家庭|家|的|是|住宅|固定|座机|固话|宅电|家电|联系|电话|号码|拨打|拨|致电|打|本人|[[【]|TEL|Tel|tel)+$/u

/** How far before a number a name is looked for; UTF-16 units. */
const REACH = 24

/** What stands before `at`, as far as a name is looked for. */
export const wordsBefore = (text: string, at: number): string => text.slice(Math.max(0, at - REACH), at)

/** Is this the way to an office, not to a person's home? */
export const isContactLine = (before: string): boolean => CONTACT.test(before)

/** Is what follows the place of an office? Its name, or a way to it, stands right before, a village in between. */
export function isOffice(before: string): boolean {
  const words = before.replace(/(?<=[\s:(,])\p{Script=Han}{1,8}[镇乡村]$/u, '')
  if (endsWithPerson(words)) return false
  return (
    /(?:委员会|村委会|支部|中心|卫生[室站]|学校|小学|活动室|服务站|办公室)[\s:(,]*(?:地址|位于|设在|在)?[\s:]*$/u.test(
      words,
    ) ||
    (/(?:地址|地点)[\s:]*$/u.test(words) && isContactLine(words))
  )
}

/** Does what stands before end with a name, words such as 同志 or 电话 in between notwithstanding? */
export function endsWithPerson(before: string): boolean {
  const words = before.replace(BETWEEN, '')
  return NAME.test(words) && !OFFICE_ENDS.test(words)
}
