import type { FastifyInstance, FastifyRequest } from 'fastify'
import * as v from 'valibot'
import { idSchema } from '../../shared/base/ids.ts'
import type { AttachmentId } from '../../shared/declarations/attachment.ts'
import { may } from '../../shared/people/rights.ts'
import { attachmentContent } from '../office/declarations/attachments.ts'
import type { Office } from '../office/ports.ts'
import type { CallContext } from './procedures.ts'

const IdSchema = idSchema<AttachmentId>()

/**
 * PR32: pictures, voices and drawings of declarations, for staff alone. Whoever may not see one learns not even whether
 * there is one. The type is of the hub's own list, and no browser runs anything of it.
 */
export function registerAttachments(
  scope: FastifyInstance,
  office: Office,
  contextOf: (request: FastifyRequest) => Promise<CallContext>,
): void {
  scope.get<{ Params: { id: string } }>('/console/attachments/:id', async (request, reply) => {
    const { account, mustChangePassword } = await contextOf(request)
    const id = v.safeParse(IdSchema, request.params.id)
    const allowed = account !== null && !mustChangePassword && may(account.role, 'ledger.read')
    const content = allowed && id.success ? await attachmentContent(office.store.read, id.output) : null
    if (!content) return reply.callNotFound()
    return reply
      .type(content.mime)
      .header('Cache-Control', 'private, no-store')
      .header('X-Content-Type-Options', 'nosniff')
      .header('Content-Security-Policy', "default-src 'none'; sandbox")
      .header('Content-Disposition', 'inline')
      .header('Cross-Origin-Resource-Policy', 'same-origin')
      .send(Buffer.from(content.bytes))
  })
}
