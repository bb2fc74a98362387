import { randomBytes } from 'node:crypto'
import type { Chance } from './chance.ts'
import { frameOf, openTcp, OPCODES, RawSocket } from './raw-socket.ts'
import { RawKiosk } from './raw-kiosk.ts'
import type { Attack } from './run.ts'
import { garbled } from './values.ts'

/** What comes below the messages: WebSocket frames, Engine.IO and Socket.IO packets that are none. */

const PACKETS: readonly string[] = [
  '0',
  '1',
  '2',
  '2probe',
  '3',
  '5',
  '6',
  '7',
  '9',
  '',
  'bAAAA',
  'b!!!',
  '4',
  '40',
  '40/kiosk',
  '40/kiosk,{"token":1}',
  '40/kiosk,[1]',
  '40/console,',
  '40/__proto__,',
  '40/constructor,',
  `40/${'n'.repeat(1_500)},`,
  '41',
  '41/kiosk,',
  '42',
  '42[]',
  '42["x"]',
  '42/kiosk,["hello"]',
  '42/kiosk,1["hello"]',
  '42/kiosk,99999999999999999999["hello",{}]',
  '42/kiosk,1["hello",{},{},{}]',
  '42/kiosk,1[{"a":1}]',
  '42/kiosk,["__proto__",1]',
  '43/kiosk,1[]',
  '43/kiosk,-1[]',
  '44/kiosk,{"message":"x"}',
  '45/kiosk,1-["x",{"_placeholder":true,"num":0}]',
  '451-["x",{"_placeholder":true,"num":0}]',
  '459999-/kiosk,["x"]',
  '45999999999999-/kiosk,["x"]',
  '455-/kiosk,["x",{"_placeholder":true,"num":99}]',
  '46/kiosk,1-[{"_placeholder":true,"num":0}]',
  '47',
  '4[',
  '42["hello",' + '['.repeat(1_800),
]

/** Packets of Engine.IO and Socket.IO in an order that nobody keeps. */
export const oddPackets: Attack = async (world, chance) => {
  const socket = await RawSocket.greeted(world.port)
  if (chance.percent(50)) socket.text('40/kiosk,')
  for (let at = 0; at < 12 && !socket.isClosed; at++) {
    const packet = chance.pick(PACKETS)
    if (chance.percent(20)) socket.bytes(frameOf(OPCODES.binary, chance.bytes(chance.below(64))))
    else socket.text(chance.percent(30) ? garbled(packet, chance) : packet)
    world.count()
  }
  await leave(socket)
}

/** Frames that break RFC 6455, or keep it to the letter and nothing else. */
export const oddFrames: Attack = async (world, chance) => {
  const socket = await RawSocket.greeted(world.port)
  for (let at = 0; at < 6 && !socket.isClosed; at++) {
    socket.bytes(oddFrame(chance))
    world.count()
  }
  await leave(socket)
}

function oddFrame(chance: Chance): Buffer {
  const payload = chance.bytes(chance.below(200))
  switch (chance.below(8)) {
    case 0:
      return frameOf(chance.below(16), payload)
    case 1:
      return frameOf(OPCODES.text, payload, { reserved: 1 + chance.below(7) })
    case 2:
      return frameOf(OPCODES.text, payload, { masked: false })
    case 3:
      return frameOf(OPCODES.text, payload, { length: chance.pick([126, 65_535, 262_145, 2 ** 31, 2 ** 53 - 1]) })
    case 4:
      return Buffer.concat(Array.from({ length: 3_000 }, () => frameOf(OPCODES.next, Buffer.of(65), { fin: false })))
    case 5:
      return Buffer.concat([
        frameOf(OPCODES.text, Buffer.from('4'), { fin: false }),
        ...Array.from({ length: 5_000 }, () => frameOf(OPCODES.next, Buffer.of(120), { fin: false })),
      ])
    case 6:
      return frameOf(OPCODES.close, chance.bytes(chance.below(130)))
    default:
      return frameOf(OPCODES.ping, chance.bytes(chance.below(140)))
  }
}

/** So much of one thing that it would fill the memory of whoever keeps or answers all of it. */
export const floods: Attack = async (world, chance) => {
  const what = chance.below(4)
  const socket = await RawSocket.greeted(world.port)
  if (what === 0) {
    socket.stopReading()
    const pings = Buffer.concat(Array.from({ length: 2_000 }, () => frameOf(OPCODES.ping, randomBytes(100))))
    for (let at = 0; at < 10 && !socket.isClosed; at++) socket.bytes(pings)
    world.count(20_000)
  } else if (what === 1) {
    const places = Array.from({ length: 3_000 }, (_, at) => frameOf(OPCODES.text, Buffer.from(`40/n${at},`)))
    socket.bytes(Buffer.concat(places))
    world.count(3_000)
  } else if (what === 2) {
    socket.text('40/kiosk,')
    socket.text('450-/kiosk,["hello"]'.replace('0', String(1 + chance.below(12))))
    for (let at = 0; at < 60; at++) socket.bytes(frameOf(OPCODES.binary, randomBytes(200)))
    world.count(60)
  } else {
    socket.text(`4${'z'.repeat(250_000)}`)
    world.count()
  }
  await leave(socket)
}

/** Welcomed, asks for much and reads nothing. */
export const slowReader: Attack = async (world, chance) => {
  const kiosk = await RawKiosk.open(world, world.kiosk())
  if (kiosk.challenge && (await kiosk.welcomed(chance.hex(32)))) {
    kiosk.socket.stopReading()
    const pull = { feed: 'roster', gen: kiosk.rosterGen, after: 0, limit: 200 }
    for (let at = 0; at < 40; at++) kiosk.tell('pull', JSON.stringify({ ...pull, after: at }))
    world.count(40)
    await world.pause(200)
  }
  kiosk.socket.close()
}

const UPGRADES: readonly string[] = [
  '/socket.io/?EIO=3&transport=websocket',
  '/socket.io/?EIO=4&transport=polling',
  '/socket.io/?EIO=4&transport=webtransport',
  '/socket.io/?EIO=4&transport=websocket&sid=__proto__',
  '/socket.io/?EIO=4&transport=websocket&sid=constructor',
  '/socket.io/?EIO=3&transport=websocket&sid=x',
  '/socket.io/?EIO=4&EIO=3&transport=__proto__',
  '/socket.io/?transport=websocket',
  '/socket.io/',
  '/socket.io',
  '/socket.io/%00?EIO=4&transport=websocket',
  '/socket.io/..%2f..?EIO=4&transport=websocket',
  '/console/socket.io/?EIO=4&transport=websocket',
  '/console/socket.io/../?EIO=4&transport=websocket',
  '/healthz',
  '//socket.io/?EIO=4&transport=websocket',
  '*',
]

/** Handshakes of other revisions and by other ways, and what is not HTTP at all. */
export const oddHandshakes: Attack = async (world, chance) => {
  world.count()
  if (chance.percent(60)) {
    const headers = chance.pick([
      '',
      'Sec-WebSocket-Extensions: permessage-deflate\r\n',
      `X-Long: ${'h'.repeat(9_000)}\r\n`,
    ])
    return await leave(await RawSocket.open(world.port, chance.pick(UPGRADES), headers))
  }
  const tcp = await openTcp(world.port)
  tcp.write(
    chance.pick([
      chance.bytes(300),
      Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n'),
      Buffer.from(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'o'.repeat(20_000)}\r\n\r\n`),
      Buffer.from(`GET / HTTP/1.1\r\nHost: localhost\r\n${'a: b\r\n'.repeat(3_000)}\r\n`),
      Buffer.from(
        'POST /phone/api/news HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET',
      ),
      Buffer.from('POST /phone/api/news HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n'),
      Buffer.from(
        'POST /phone/api/news HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFF\r\n',
      ),
      Buffer.from('GET /\u0000 HTTP/9.9\r\n\r\n'),
      Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]),
    ]),
  )
  await world.pause(20)
  // One in a few is left to talk slowly, or not at all: the hub has to end it.
  if (chance.percent(20) && world.dangle(tcp)) return
  tcp.destroy()
}

/** Waits a moment for what the hub does about it, then goes. */
async function leave(socket: RawSocket): Promise<void> {
  await socket.next(() => false, 15)
  socket.close()
}
