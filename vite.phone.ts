import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { preact } from '@preact/preset-vite'
import { build, type Plugin } from 'vite'

/**
 * The members' phone page: a build of its own within `vite build`, so that everything it needs lies below `/phone/`
 * (the phones' port serves nothing else) and nothing of the kiosk or console comes along.
 */

const OUT = 'dist/pages/phone'
const PAGE = 'hub/phone/index.html'
const TARGET = ['chrome80', 'safari14', 'firefox90']
const ICONS = ['icon.svg', 'icon-192.png', 'icon-512.png'] as const

export function phonePage(): Plugin {
  let failed = false
  let isBuild = false
  return {
    name: 'phone-page',
    apply: 'build',
    configResolved: config => void (isBuild = config.build.outDir === 'dist/pages'),
    buildEnd: error => void (failed = error !== undefined),
    async closeBundle() {
      // The kiosk's service worker is built by the same plugins; only the pages' own build makes the phone page.
      if (failed || !isBuild) return
      await buildPage()
      await buildWorker()
    },
  }
}

async function buildPage(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    base: '/phone/',
    publicDir: false,
    plugins: [preact(), installable()],
    // Members’ phones are old ones; BigInt is the newest thing the page needs.
    build: { outDir: OUT, target: TARGET, emptyOutDir: true, assetsInlineLimit: 0, rollupOptions: { input: PAGE } },
  })
  renameSync(join(OUT, PAGE), join(OUT, 'index.html'))
  rmSync(join(OUT, 'hub'), { recursive: true })
}

/** The worker knows the page's files by name; it is another worker whenever one of them is another. */
async function buildWorker(): Promise<void> {
  const names = readdirSync(OUT, { recursive: true, encoding: 'utf8' }).filter(name => /\.\w+$/.test(name))
  const version = createHash('sha256')
  for (const name of names.sort()) version.update(name).update(readFileSync(join(OUT, name)))
  const files = names.filter(name => name !== 'index.html').map(name => `/phone/${name.replaceAll('\\', '/')}`)
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: {
      PHONE_FILES: JSON.stringify(files),
      PHONE_VERSION: JSON.stringify(version.digest('hex').slice(0, 16)),
    },
    build: {
      outDir: OUT,
      target: TARGET,
      emptyOutDir: false,
      rollupOptions: { input: 'hub/phone/sw/sw.ts', output: { entryFileNames: 'sw.js' } },
    },
  })
}

/** Manifest and icons, for phones that trust the hub's certificate. */
function installable(): Plugin {
  return {
    name: 'phone-installable',
    transformIndexHtml: () => [
      { tag: 'link', attrs: { rel: 'manifest', href: '/phone/manifest.webmanifest' }, injectTo: 'head' },
      { tag: 'link', attrs: { rel: 'icon', href: '/phone/icon.svg' }, injectTo: 'head' },
      { tag: 'link', attrs: { rel: 'apple-touch-icon', href: '/phone/icon-192.png' }, injectTo: 'head' },
    ],
    generateBundle() {
      for (const fileName of ICONS) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(`kiosk/icons/${fileName}`) })
      }
      const source = JSON.stringify(MANIFEST, null, 2)
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source })
    },
  }
}

const MANIFEST = {
  id: '/phone/',
  name: '手机签到码',
  short_name: '签到码',
  description: '党支部活动签到用的方块码',
  lang: 'zh-CN',
  start_url: '/phone/',
  scope: '/phone/',
  display: 'standalone',
  orientation: 'portrait',
  background_color: '#faf5e9',
  theme_color: '#96151a',
  icons: [
    { src: '/phone/icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: '/phone/icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: '/phone/icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
}
