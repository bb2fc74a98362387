import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HttpOptions } from './server.ts'

/**
 * Development: Vite makes the pages in this same process and stands before our own routes, so that an edit of a page
 * shows at once and never restarts the hub.
 */
export const viteBefore =
  (projectFolder: string): NonNullable<HttpOptions['before']> =>
  async server => {
    const { createServer } = await import('vite')
    const vite = await createServer({
      root: projectFolder,
      appType: 'custom',
      // The default loader writes a file that `node --watch` takes for a change of the hub.
      configLoader: 'native',
      server: { middlewareMode: true, hmr: { server } },
    })
    const pages: Readonly<Record<string, string>> = {
      '/kiosk/': 'kiosk/index.html',
      '/kiosk/gallery': 'kiosk/gallery.html',
      '/console/': 'hub/console/index.html',
      '/phone/': 'hub/phone/index.html',
    }
    server.on('close', () => void vite.close())
    return ([request, response], next) => {
      const path = (request.url ?? '/').split('?')[0] ?? '/'
      const page = pages[path]
      if (page === undefined) {
        // Ours even while developing: Vite would look for files of these names.
        if (/^\/(console\/|phone\/api\/|healthz|metrics|v1\/|socket\.io\/|ca\.crt|$)/.test(path)) next()
        else vite.middlewares(request, response, next)
        return
      }
      const send = async () => {
        const html = await readFile(join(projectFolder, page), 'utf8')
        response.setHeader('Content-Type', 'text/html; charset=utf-8')
        response.end(await vite.transformIndexHtml(path, html))
      }
      send().catch((cause: unknown) => {
        response.statusCode = 500
        response.end(cause instanceof Error ? cause.message : 'the page could not be made')
      })
    }
  }
