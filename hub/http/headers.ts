import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * What a browser may do with our pages: run our own scripts and wasm, talk to this hub, and nothing else. No HSTS: the
 * same machine serves plain HTTP on loopback.
 * @param inlineHashes CSP sources of the boot sentinel and its style, which must stand in the page itself
 */
export async function registerHeaders(
  app: FastifyInstance,
  options: { inlineHashes: readonly string[]; dev: boolean },
): Promise<void> {
  // Vite puts scripts and styles of its own into the page and talks to its own socket; only while developing.
  const inline = options.dev ? ["'unsafe-inline'"] : options.inlineHashes
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'", ...inline],
        'style-src': ["'self'", ...inline],
        'img-src': ["'self'", 'data:', 'blob:'],
        'media-src': ["'self'", 'blob:'],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'self'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })
  app.addHook('onSend', async (_request, reply) => {
    if (reply.hasHeader('Permissions-Policy')) return
    void reply.header('Permissions-Policy', 'camera=(self), microphone=(self), geolocation=()')
  })
}
