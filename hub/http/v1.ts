import type { FastifyInstance } from 'fastify'
import { publicBlob } from '../office/kiosks/voice.ts'
import type { Office } from '../office/ports.ts'
import { SOUND_TYPES } from '../office/sound/sound.ts'

/** What kiosks fetch over HTTP: bodies by their hash (docs/protocol.md §6). */
export function registerV1(app: FastifyInstance, office: Office): void {
  app.get<{ Params: { hash: string } }>('/v1/blobs/:hash', async (request, reply) => {
    const blob = await publicBlob(office.store.read, request.params.hash)
    if (!blob || !SOUND_TYPES.some(type => type === blob.type)) return reply.callNotFound()
    return reply
      .type(blob.type)
      .header('Cache-Control', 'public, max-age=31536000, immutable')
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .send(Buffer.from(blob.bytes))
  })
}
