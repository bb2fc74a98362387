import { problem, type Problem } from '../base/problem.ts'

/** RT: what a console password must be. Length counts; mixing signs and digits is not asked for. */

export const PASSWORD_MIN = 10
/** Of a sentence in Chinese characters: there are thousands of each, so fewer will do. */
export const PASSWORD_MIN_HAN = 8
const PASSWORD_MAX = 128

/** What everybody tries first, in lower case; longer ones built from these are caught by `repeats` or by their start. */
const COMMON = ['password', 'passw0rd', 'qwertyuiop', 'qwerty123', '1q2w3e4r', '1qaz2wsx', 'admin123', 'administrator', 'iloveyou', 'woaini', 'a123456', 'abc123', 'zhibu', 'dangyuan', 'dangzhibu', '支部公开栏'] // prettier-ignore

const SEQUENCES = [
  '01234567890123456789',
  '98765432109876543210',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
]

/** Everything that is wrong with the password, in the order a person would mend it; empty when it may be used. */
export function passwordProblems(password: string, loginName: string): Problem[] {
  const text = password.normalize('NFKC').toLowerCase()
  const length = [...text].length
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  if (length < (han >= PASSWORD_MIN_HAN ? PASSWORD_MIN_HAN : PASSWORD_MIN)) {
    return [
      problem('PASSWORD_SHORT', {
        zh: `密码至少要${PASSWORD_MIN}个字符，全用汉字至少${PASSWORD_MIN_HAN}个。用一句自己记得住的话最好。`,
        en: `The password needs at least ${PASSWORD_MIN} characters, or ${PASSWORD_MIN_HAN} Chinese ones.`,
      }),
    ]
  }
  if (length > PASSWORD_MAX) {
    return [
      problem('PASSWORD_LONG', {
        zh: `密码最多${PASSWORD_MAX}个字符。`,
        en: `The password may have at most ${PASSWORD_MAX} characters.`,
      }),
    ]
  }
  const name = loginName.normalize('NFKC').toLowerCase()
  if (name.length >= 3 && text.includes(name)) {
    return [
      problem('PASSWORD_HAS_NAME', { zh: '密码里不要带登录名。', en: 'The password must not contain the login name.' }),
    ]
  }
  return isGuessable(text) ? [guessable] : []
}

const guessable = problem('PASSWORD_COMMON', {
  zh: '这个密码太容易被猜到，请换一个。',
  en: 'This password is too easy to guess.',
})

function isGuessable(text: string): boolean {
  const repeats = new Set(text).size <= 3
  const runs = SEQUENCES.some(sequence => sequence.includes(text.slice(0, 8)) && sequence.includes(text.slice(-8)))
  // A common word with a few digits or signs hung on is still the common word.
  const bare = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const common = COMMON.some(word => bare.startsWith(word) && bare.length - word.length <= 6)
  return repeats || runs || common
}
