import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** Finds the browser that tests, pictures and benchmarks drive. Nothing is downloaded outside the system's packages. */

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** What Chromium needs to run unseen, as root, and without looking for the internet. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** @throws with one clear sentence where there is no browser and none can be installed */
export function findChromium(): string {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH names no file: ${named}`)
  }
  const found = PLACES.find(place => existsSync(place))
  if (found) return found
  if (isDebian() && process.getuid?.() === 0) {
    process.stdout.write('No Chromium found: installing Debian packages chromium and fonts-noto-cjk …\n')
    const apt = (...args: string[]) =>
      execFileSync('apt-get', args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
    const installed = PLACES.find(place => existsSync(place))
    if (installed) return installed
  }
  throw new Error('No Chromium, Chrome or Edge found: install one, or name it in CHROMIUM_PATH.')
}

const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'))
