import type { NoticeBody, NoticeName, RequestBody, RequestName, RequestReply } from '../../shared/sync/events.ts'

/** A connection to the hub as the rest of the kiosk sees it; `socket-wire.ts` is the real one. */
export interface Wire {
  /** Begins to connect. Nothing is sent again by itself: a connection that ends is gone. */
  open(events: WireEvents): WireConnection
}

export interface WireEvents {
  /** A message the hub sent by itself, parsed. */
  readonly notice: <K extends NoticeName>(name: K, body: NoticeBody<K>) => void
  /** The connection ended or never came about; at most once. */
  readonly closed: () => void
}

/** Why a question has no answer: the time was up, the connection ended, or the answer was none of this protocol. */
export type WireFailure = { readonly ok: false; readonly code: 'timeout' | 'lost' | 'garbled' }

export interface WireConnection {
  ask<K extends RequestName>(name: K, body: RequestBody<K>): Promise<RequestReply<K> | WireFailure>
  close(): void
}

export const isWireFailure = (reply: { readonly ok: boolean; readonly code?: string }): reply is WireFailure =>
  !reply.ok && (reply.code === 'timeout' || reply.code === 'lost' || reply.code === 'garbled')
