import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { BuiltPages } from './pages.ts'

/** The members' phone page: a build of its own below `/phone/`, with headers stricter than the others'. */

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
}

/** Scripts and styles from its own files alone, nothing inline, nothing from anywhere else, no frames around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  // What was recorded is heard back.
  'media-src blob:',
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function registerPhonePages(app: FastifyInstance, pages: BuiltPages): void {
  const folder = join(pages.folder, 'phone')
  // Read once: few, small, and only these names exist, so no path can lead anywhere else.
  const files = existsSync(folder) ? namesIn(folder) : []
  for (const name of files) {
    const bytes = readFileSync(join(folder, name))
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    const kept = name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    app.get(name === 'index.html' ? '/phone/' : `/phone/${name}`, (_request, reply) =>
      reply
        .type(type)
        .header('Cache-Control', kept)
        .header('Content-Security-Policy', POLICY)
        .header('Permissions-Policy', 'camera=(), microphone=(self), geolocation=(), screen-wake-lock=(self)')
        .send(bytes),
    )
  }
}

const namesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .map(each =>
      join(each.parentPath, each.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )

/** The plain port of the phones answers for `/phone/` and for nothing else. @returns whether it did not answer */
export function turnAway(request: IncomingMessage, response: ServerResponse): boolean {
  const path = (request.url ?? '/').split(/[?#]/)[0] ?? '/'
  const isOurs = /^\/phone(\/[\w.-]*)*$/.test(path) && !path.includes('..')
  const isMethod = ['GET', 'HEAD', 'POST'].includes(request.method ?? '')
  if (isOurs && isMethod) return false
  if (path === '/' && isMethod) response.writeHead(302, { Location: '/phone/' }).end()
  else response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('not found\n')
  return true
}
