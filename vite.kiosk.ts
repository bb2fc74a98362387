import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

/**
 * The kiosk as an installable page: its own service worker, with nothing but the kiosk's files in it, and the manifest.
 */

const OUT = 'dist/pages'
const KIOSK_PAGE = 'kiosk/index.html'
const ICONS = ['icon.svg', 'icon-192.png', 'icon-512.png'] as const

/**
 * Since when the kiosk's program is as it is: the newest change of its sources. The same sources make the same files, so
 * that starting the hub again is no new version for its kiosks.
 */
export function programTime(): number {
  const files = ['kiosk', 'shared'].flatMap(folder =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(each => each.isFile())
      .map(each => join(each.parentPath, each.name)),
  )
  return Math.max(...[...files, 'package-lock.json'].map(each => Math.floor(statSync(each).mtimeMs)))
}

/** @param version of the program, for the update check and the service page */
export function kioskPlugins(version: string): Plugin[] {
  const files = new Set<string>()
  return [
    installable(version),
    collectFiles(files),
    ...(VitePWA({
      strategies: 'injectManifest',
      srcDir: 'kiosk/sw',
      filename: 'sw.ts',
      outDir: OUT,
      // Both would be written into every page; the kiosk registers its worker by hand, for its own scope.
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globDirectory: OUT,
        globPatterns: ['**/*.{html,js,css,wasm,svg,png,woff2,ogg,webmanifest}'],
        maximumFileSizeToCacheInBytes: 4_000_000,
        // Hashed names need no revision.
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [entries => ({ manifest: onlyKiosk(entries, files), warnings: [] })],
      },
    }) as Plugin[]),
  ]
}

interface Entry {
  readonly url: string
  readonly revision: string | null
  readonly size: number
}

function onlyKiosk(entries: readonly Entry[], files: ReadonlySet<string>): Entry[] {
  // Nothing was collected: the build failed before, and its own message must not be hidden behind this one.
  if (files.size === 0) return []
  const mine = entries.filter(each => files.has(each.url) || each.url === KIOSK_PAGE)
  if (mine.length < 5) throw new Error(`the kiosk's precache has only ${mine.length} files`)
  return mine.map(each => ({ ...each, url: each.url === KIOSK_PAGE ? '/kiosk/' : `/${each.url}` }))
}

/** Every file that the kiosk page needs: by imports, styles and assets, and by names inside chunks (workers, wasm). */
function collectFiles(files: Set<string>): Plugin {
  return {
    name: 'kiosk-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        files.clear()
        // Told apart from a build that never came this far.
        files.add(KIOSK_PAGE)
        const entry = Object.values(bundle).find(
          each => each.type === 'chunk' && each.isEntry && each.facadeModuleId?.endsWith(`/${KIOSK_PAGE}`),
        )
        // The service worker is a build of its own, without the page.
        if (!entry) return
        const queue = [entry.fileName, ...Object.keys(bundle).filter(name => /^assets\/icon[-.]/.test(name))]
        for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
          if (files.has(name)) continue
          files.add(name)
          queue.push(...neighbours(bundle, name))
        }
      },
    },
  }
}

function neighbours(bundle: Rolldown.OutputBundle, name: string): string[] {
  const output = bundle[name]
  if (!output) return []
  const text = output.type === 'chunk' ? output.code : textOf(output)
  const named = [...text.matchAll(/[\w.-]+\.(?:js|css|wasm|svg|png|woff2|ogg)\b/g)].map(([match]) => `assets/${match}`)
  const known = named.filter(each => bundle[each] !== undefined)
  if (output.type !== 'chunk') return known
  const meta = output.viteMetadata
  return [
    ...known,
    ...output.imports,
    ...output.dynamicImports,
    ...(meta?.importedCss ?? []),
    ...(meta?.importedAssets ?? []),
  ]
}

const textOf = (asset: Rolldown.OutputAsset): string =>
  /\.(js|css)$/.test(asset.fileName) ? Buffer.from(asset.source).toString('utf8') : ''

/** The manifest, the icons (no emblem on any), and the version for whoever asks whether there is a newer one. */
function installable(version: string): Plugin {
  const icons = new Map<string, string>()
  return {
    name: 'kiosk-installable',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { path }) {
        if (!path.endsWith('/kiosk/index.html') && path !== '/kiosk/') return []
        return [{ tag: 'link', attrs: { rel: 'manifest', href: '/manifest.webmanifest' }, injectTo: 'head' }]
      },
    },
    generateBundle() {
      for (const name of ICONS) {
        const source = readFileSync(`kiosk/icons/${name}`)
        const hash = createHash('sha256').update(source).digest('hex').slice(0, 8)
        const fileName = `assets/${name.replace('.', `-${hash}.`)}`
        this.emitFile({ type: 'asset', fileName, source })
        icons.set(name, `/${fileName}`)
      }
      const source = JSON.stringify(manifest(icons), null, 2)
      this.emitFile({ type: 'asset', fileName: 'manifest.webmanifest', source })
      this.emitFile({ type: 'asset', fileName: 'version.json', source: JSON.stringify({ version }) })
    },
  }
}

const manifest = (icons: ReadonlyMap<string, string>) => ({
  id: '/kiosk/',
  name: '支部公开栏',
  short_name: '公开栏',
  description: '党支部积分公开栏：看公示，刷卡签到',
  lang: 'zh-CN',
  start_url: '/kiosk/',
  scope: '/kiosk/',
  display: 'fullscreen',
  display_override: ['fullscreen', 'standalone'],
  orientation: 'any',
  background_color: '#f6f0e4',
  theme_color: '#96151a',
  icons: [
    { src: icons.get('icon-192.png'), sizes: '192x192', type: 'image/png' },
    { src: icons.get('icon-512.png'), sizes: '512x512', type: 'image/png' },
    { src: icons.get('icon-512.png'), sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: icons.get('icon.svg'), sizes: 'any', type: 'image/svg+xml' },
  ],
})
