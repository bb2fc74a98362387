import fastifyStatic from '@fastify/static'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** The built pages (`vite build`) and where each stands below the output folder. */
export interface BuiltPages {
  readonly folder: string
  /** Older sets of hashed files, newest first: a kiosk that has not reloaded yet still finds its chunks. */
  readonly olderAssets: readonly string[]
}

const PAGES = { kiosk: 'kiosk/index.html', console: 'hub/console/index.html' } as const

/** Files that stand at the root because the service worker must, and must never be taken from a cache. */
const ROOT_FILES = {
  'sw.js': 'text/javascript; charset=utf-8',
  'version.json': 'application/json',
  'manifest.webmanifest': 'application/manifest+json',
} as const

/** CSP sources for every inline script and style of the built pages. */
export function inlineHashes(pages: BuiltPages): readonly string[] {
  const found = Object.values(PAGES).flatMap(page => {
    const path = join(pages.folder, page)
    const html = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const inline = [...html.matchAll(/<(script|style)(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/\1>/g)]
    return inline.map(([, , text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  })
  return [...new Set(found)]
}

/** Sends people to the right address; also while developing, when Vite makes the pages. */
export function registerRedirects(app: FastifyInstance): void {
  for (const from of ['/', '/kiosk']) app.get(from, (_request, reply) => reply.redirect('/kiosk/'))
  for (const page of ['console', 'phone']) app.get(`/${page}`, (_request, reply) => reply.redirect(`/${page}/`))
}

export async function registerPages(app: FastifyInstance, pages: BuiltPages): Promise<void> {
  const { folder } = pages
  const roots = [join(folder, 'assets'), ...pages.olderAssets].filter(root => existsSync(root))
  if (roots.length > 0) {
    await app.register(fastifyStatic, {
      root: roots,
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      index: false,
    })
  }
  for (const [name, page] of Object.entries(PAGES)) {
    const html = readPage(join(folder, page))
    const send = (reply: FastifyReply) =>
      reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-cache').send(html)
    app.get(`/${name}/`, (_request, reply) => send(reply))
    // Addresses inside the page are its own business; a file that is not there is still a 404.
    app.get(`/${name}/*`, (request, reply) =>
      /\.[a-z0-9]+$/i.test(request.url.split('?')[0] ?? '') ? reply.callNotFound() : send(reply),
    )
  }
  for (const [file, type] of Object.entries(ROOT_FILES)) {
    app.get(`/${file}`, (_request, reply) => {
      const path = join(folder, file)
      if (!existsSync(path)) return reply.callNotFound()
      if (file === 'sw.js') void reply.header('Service-Worker-Allowed', '/kiosk/')
      return reply.type(type).header('Cache-Control', 'no-cache').send(readFileSync(path))
    })
  }
}

function readPage(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : NOT_BUILT
}

const NOT_BUILT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>支部公开栏</title>
<p>页面还没有生成，请先运行 npm run build。</p><p>The pages are not built yet: run npm run build.</p></html>`
