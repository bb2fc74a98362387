import type { Handler } from './context.ts'

/** A kiosk that no branch knows asks to be let in (SIGNIN "Threats"). */
export const onPairBegin: Handler<'pairBegin'> = {
  strangers: true,
  async handle({ pairing }, { socket, standing }, { commit }) {
    if (standing.type !== 'stranger') return { ok: false, code: 'PROTO' }
    return await pairing.begin(
      { connection: socket.id, address: socket.handshake.address },
      commit,
      paired => void socket.emit('paired', paired),
    )
  },
}

export const onPairReveal: Handler<'pairReveal'> = {
  strangers: true,
  async handle({ pairing }, { socket, standing }, opening) {
    if (standing.type !== 'stranger') return { ok: false, code: 'PROTO' }
    return await pairing.reveal(socket.id, opening)
  },
}
