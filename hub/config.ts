import { resolve } from 'node:path'
import { problem, type Problem } from '../shared/base/problem.ts'
import { err, ok, type Result } from '../shared/base/result.ts'

/** How this hub is set up (DESIGN §5). */
export interface Config {
  /** Plain HTTP, loopback only; 0 takes any free port. */
  readonly port: number
  /** HTTPS for the LAN; null when off. */
  readonly tlsPort: number | null
  /** Plain HTTP on the LAN for members' phones, `/phone/` alone; null when off. */
  readonly phonePort: number | null
  /** The name or address by which phones reach this PC; null: its first private address. */
  readonly phoneHost: string | null
  /** Absolute path of the data folder. */
  readonly dataFolder: string
  /** IANA name; the zone of a branch founded here. */
  readonly timeZone: string
  readonly logLevel: string
  /** Lets another machine read /metrics; null keeps it to this one. */
  readonly metricsToken: string | null
}

/** Every setting: its flag, its environment variable, and what `--help` says of it. */
export const SETTINGS = [
  { flag: 'port', env: 'HUB_PORT', fallback: '8080', zh: '本机端口（只接受本机访问）', en: 'plain HTTP, this PC only' },
  { flag: 'tls-port', env: 'HUB_TLS_PORT', fallback: '8443', zh: '局域网端口，off 为关', en: 'HTTPS for the LAN, or off' },
  { flag: 'phone-port', env: 'HUB_PHONE_PORT', fallback: 'off', zh: '党员手机端口（只有手机页），off 为关', en: 'plain HTTP for phones, or off' },
  { flag: 'phone-host', env: 'HUB_PHONE_HOST', fallback: '', zh: '手机访问本机用的地址', en: 'address by which phones reach this PC' },
  { flag: 'data', env: 'HUB_DATA', fallback: './data', zh: '数据文件夹', en: 'data folder' },
  { flag: 'time-zone', env: 'HUB_TZ', fallback: 'Asia/Shanghai', zh: '新支部的时区', en: 'time zone of a new branch' },
  { flag: 'log-level', env: 'HUB_LOG', fallback: 'info', zh: '日志详细程度', en: 'debug, info, warn, error or silent' },
  { flag: 'metrics-token', env: 'HUB_METRICS_TOKEN', fallback: '', zh: '外机读取指标的口令', en: 'lets others read /metrics' },
] as const // prettier-ignore

type Flag = (typeof SETTINGS)[number]['flag']

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent']

/** Promised for later steps; a setting that is silently ignored would be a lie. */
const NOT_YET = ['HUB_DATABASE_URL']

/**
 * Flags win over the environment, the environment over the defaults.
 * @returns the whole configuration, or everything that is wrong with it at once
 */
export function readConfig(
  flags: { readonly [flag in Flag]?: string | undefined },
  env: { readonly [name: string]: string | undefined },
): Result<Config, readonly Problem[]> {
  const problems: Problem[] = []
  const text = (flag: Flag): string => {
    const setting = SETTINGS.find(each => each.flag === flag)
    return flags[flag] ?? env[setting?.env ?? ''] ?? setting?.fallback ?? ''
  }
  const port = (flag: Flag): number => {
    const value = text(flag)
    if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
    problems.push(wrong(flag, value, '端口要写0到65535的整数', 'a port is a whole number from 0 to 65535'))
    return 0
  }
  const config: Config = {
    port: port('port'),
    tlsPort: text('tls-port') === 'off' ? null : port('tls-port'),
    phonePort: text('phone-port') === 'off' ? null : port('phone-port'),
    phoneHost: text('phone-host') || null,
    dataFolder: resolve(text('data')),
    timeZone: text('time-zone'),
    logLevel: text('log-level'),
    metricsToken: text('metrics-token') || null,
  }
  if (text('data').trim() === '') problems.push(wrong('data', '', '要写文件夹', 'a folder is needed'))
  if (!isTimeZone(config.timeZone)) {
    problems.push(wrong('time-zone', config.timeZone, '没有这个时区，例如 Asia/Shanghai', 'no such IANA time zone'))
  }
  if (!LEVELS.includes(config.logLevel)) {
    problems.push(wrong('log-level', config.logLevel, `只能是 ${LEVELS.join('、')}`, `one of ${LEVELS.join(', ')}`))
  }
  if (config.metricsToken !== null && config.metricsToken.length < 16) {
    problems.push(wrong('metrics-token', '…', '口令至少16个字符', 'at least 16 characters'))
  }
  if (config.port !== 0 && config.port === config.tlsPort) {
    problems.push(wrong('tls-port', String(config.tlsPort), '不能和本机端口相同', 'must differ from the port'))
  }
  if (config.phonePort && (config.phonePort === config.port || config.phonePort === config.tlsPort)) {
    problems.push(
      wrong('phone-port', String(config.phonePort), '不能和其他端口相同', 'must differ from the other ports'),
    )
  }
  if (config.phoneHost !== null && !isHostName(config.phoneHost)) {
    problems.push(wrong('phone-host', config.phoneHost, '要写一个地址，例如 192.168.1.10', 'a name or an address'))
  }
  for (const name of NOT_YET) {
    if (!env[name]) continue
    const sentence = { zh: `${name}：这一版还没有这项功能，请去掉。`, en: `${name}: not in this version; remove it.` }
    problems.push(problem('SETTING_NOT_YET', sentence, name))
  }
  return problems.length > 0 ? err(problems) : ok(config)
}

function wrong(flag: Flag, value: string, zh: string, en: string): Problem {
  const env = SETTINGS.find(each => each.flag === flag)?.env ?? ''
  return problem(
    'SETTING_WRONG',
    { zh: `--${flag}（${env}）写的是“${value}”：${zh}。`, en: `--${flag} (${env}) is "${value}": ${en}.` },
    flag,
  )
}

/** Written into an address as it is: nothing but a name, or an address in its usual form. */
const isHostName = (text: string): boolean =>
  /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(text) && URL.canParse(`http://${text}/`)

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}
