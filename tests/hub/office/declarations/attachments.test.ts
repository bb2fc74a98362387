import { join } from 'node:path'
import * as fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { utf8ToBytes } from '../../../../shared/base/bytes.ts'
import type { AttachmentId, AttachmentType } from '../../../../shared/declarations/attachment.ts'
import { joinParts, PART_CHARS, type PartBody } from '../../../../shared/declarations/parts.ts'
import { attachmentContent, contentOf, settleAttachments } from '../../../../hub/office/declarations/attachments.ts'
import { declarationInbox } from '../../../../hub/office/declarations/views.ts'
import { acceptDeclaration } from '../../../../hub/office/declarations/declarations.ts'
import { redraw } from '../../../../hub/pictures.ts'
import { verifyDatabase, verifyJournal } from '../../../../hub/store/verify.ts'
import { day } from '../../../fixtures/branch.ts'
import { aDoor, type Door, type DoorRecord } from '../../../fixtures/door.ts'
import { aFolder } from '../../../fixtures/hub.ts'
import { aHugePicture, aPhoto } from '../../../fixtures/pictures.ts'
import { aWav, soundFile } from '../../../fixtures/sounds.ts'

const DRAWING = utf8ToBytes(JSON.stringify({ strokes: [[1, 2, 3, 4]] }))
const DAY_MS = 86_400_000

async function start(options: Parameters<typeof aDoor>[1] = {}) {
  const door = await aDoor(undefined, options)
  return { door, kiosk: await door.kiosk(1) }
}

const settle = (door: Door) => settleAttachments(door, redraw)
const attachmentsOf = async (door: Door) =>
  (await declarationInbox(door, door.store.read)).flatMap(each => each.attachments)
const keptWords = (door: Door) =>
  Number(
    door.store.engine.raw.prepare("SELECT count(*) AS n FROM private_words WHERE kind = 'attachment'").get()?.['n'],
  )

describe('parts', () => {
  test('PT71 PR33 a picture comes in parts in whatever order, is joined once, and its sealed parts are erased', async () => {
    const { door, kiosk } = await start()
    const photo = kiosk.attachment('photo', await aPhoto(1_400, 1_000))
    const voice = kiosk.attachment('voice', aWav(2_500))
    expect(voice.records.length).toBeGreaterThan(1)
    const declaration = kiosk.declaration(1, { parts: [photo.claim, voice.claim] })
    await kiosk.push(...voice.records.toReversed(), declaration)
    expect(await settle(door)).toBe(1)
    const seen = await attachmentsOf(door)
    expect(seen).toMatchObject([
      { type: 'photo', state: 'waiting', got: 0 },
      { type: 'voice', state: 'kept' },
    ])
    await kiosk.push(...photo.records)
    expect(await settle(door)).toBe(1)
    expect(await settle(door)).toBe(0)
    expect(await attachmentsOf(door)).toMatchObject([{ state: 'kept' }, { state: 'kept', ms: expect.any(Number) }])
    // What the hub made of the two, and none of the parts.
    expect(keptWords(door)).toBe(2)
    const raw = door.store.engine.raw.prepare('SELECT text FROM raw WHERE text LIKE \'%"part"%\'').all()
    expect(raw.every(each => JSON.parse(String(each['text'])).body.data === '')).toBe(true)
    expect(verifyJournal(door.store.engine.raw).faults).toEqual([])
  })

  test('PT71 a declaration does not wait for its picture: it can be decided, and the picture still comes', async () => {
    const { door, kiosk } = await start()
    const photo = kiosk.attachment('photo', await aPhoto())
    const declaration = kiosk.declaration(1, { parts: [photo.claim] })
    await kiosk.push(declaration)
    const input = { declarationId: declaration.id, itemCode: 'C07', date: day('2026-11-20'), quantity: 100 as never }
    await acceptDeclaration(door, door.by, { ...input, basis: '' })
    await kiosk.push(...photo.records)
    await settle(door)
    expect(await attachmentContent(door.store.read, photo.claim.attachmentId)).toMatchObject({ mime: 'image/jpeg' })
  })

  test('PT71 another kiosk cannot fill in for it, and parts nobody speaks of are kept for 90 days', async () => {
    const { door, kiosk } = await start()
    const other = await door.kiosk(2)
    const drawing = kiosk.attachment('drawing', DRAWING)
    await other.push(...drawing.records.map(each => ({ ...each, id: each.id })))
    await kiosk.push(kiosk.declaration(1, { parts: [drawing.claim] }))
    await settle(door)
    expect(await attachmentsOf(door)).toMatchObject([{ state: 'waiting', got: 0 }])
    expect(keptWords(door)).toBe(1)
    door.clock.advance(91 * DAY_MS)
    await settle(door)
    expect(keptWords(door)).toBe(0)
    expect(await attachmentsOf(door)).toMatchObject([{ state: 'waiting' }])
  })

  test('PT71 random parts and records, doubled, lost and in any order, end alike', async () => {
    const makers = [
      (kiosk: Awaited<ReturnType<Door['kiosk']>>) => kiosk.attachment('drawing', DRAWING),
      (kiosk: Awaited<ReturnType<Door['kiosk']>>) => kiosk.attachment('voice', aWav(2_500)),
      (kiosk: Awaited<ReturnType<Door['kiosk']>>) => kiosk.attachment('drawing', utf8ToBytes('no json')),
    ]
    const play = async (order: readonly number[], lost: number, twice: number) => {
      const { door, kiosk } = await start()
      const attachments = makers.map(make => make(kiosk))
      const first = kiosk.declaration(1, { parts: attachments.slice(0, 2).map(each => each.claim) })
      const second = kiosk.declaration(2, { parts: attachments.slice(2).map(each => each.claim) })
      const records: DoorRecord[] = [...attachments.flatMap(each => each.records), first, second]
      const shuffled = records
        .map((record, at) => ({ record, key: order[at % order.length] ?? 0, at }))
        .filter(({ at }) => at !== lost)
        .toSorted((a, b) => a.key - b.key || a.at - b.at)
        .map(({ record }) => record)
      for (const [at, record] of shuffled.entries()) {
        await kiosk.push(record)
        if (at % 3 === 0) await settle(door)
        if (at === twice) await kiosk.push(record)
      }
      await settle(door)
      const rows = await door.store.read.declarations.attachments([first.id, second.id])
      const contents = await Promise.all(
        attachments.map(each => attachmentContent(door.store.read, each.claim.attachmentId)),
      )
      const all = [...rows.values()].flat()
      // What must come of it whatever the order: all that is named and whole is kept, but for the one that is no drawing.
      const losers = attachments.filter(each => each.records.some(part => part === records[lost]))
      const named = attachments.filter((_, at) => records[lost] !== (at < 2 ? first : second))
      expect(all.map(each => each.why ?? each.state)).toEqual(
        named.map(each => (losers.includes(each) ? 'waiting' : each === attachments[2] ? 'notWhatItSays' : 'kept')),
      )
      const end = all.map(({ state, why, mime, ms, got }) => ({ state, why, mime, ms, got }))
      await door.store.close()
      return { end, contents }
    }
    const total = 9
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { minLength: total, maxLength: total }),
        fc.integer({ min: -1, max: total }),
        fc.integer({ min: 0, max: total }),
        async (order, lost, twice) => {
          const straight = await play([0], lost, -1)
          expect(await play(order, lost, twice)).toEqual(straight)
        },
      ),
      { numRuns: 6, seed: 20261122 },
    )
  })

  test('PT71 joined in the order of arrival, or with one missing, the hash tells', async () => {
    const { kiosk } = await start()
    const { claim, records } = kiosk.attachment('voice', aWav(2_500))
    const parts: PartBody[] = records.map(each => JSON.parse(each.text).body)
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.every(each => each.data.length <= PART_CHARS)).toBe(true)
    const whole = joinParts(claim, parts)
    expect(whole).toBeInstanceOf(Uint8Array)
    expect(joinParts(claim, parts.toReversed())).toEqual(whole)
    expect(joinParts(claim, parts.slice(1))).toBe('missing')
    // The planted bug: places given by the order of arrival.
    const byArrival = parts.toReversed().map((each, at) => ({ ...each, at }))
    expect(joinParts(claim, byArrival)).toBe('wrongHash')
  })
})

describe('what the bytes are', () => {
  test('PR31 a photo is drawn anew: upright, without place, owner and camera', async () => {
    const photo = await aPhoto(320, 200)
    expect(Buffer.from(photo).includes('SECRET-OWNER')).toBe(true)
    expect((await sharp(photo).metadata()).exif).toBeDefined()
    const drawn = await redraw(photo)
    if (!drawn) throw new Error('a picture')
    expect(await sharp(drawn).metadata()).toMatchObject({ format: 'jpeg', width: 200, height: 320 })
    const after = await sharp(drawn).metadata()
    expect([after.exif, after.iptc, after.xmp, after.icc]).toEqual([undefined, undefined, undefined, undefined])
    expect(Buffer.from(drawn).includes('SECRET-OWNER')).toBe(false)
  })

  test('PR31 what is no picture, voice or drawing is put aside, whatever it says', async () => {
    const photo = await aPhoto()
    const svg = utf8ToBytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const polyglot = new Uint8Array([...photo.slice(0, 40), ...utf8ToBytes('<script>alert(1)</script>')])
    const gif = utf8ToBytes('GIF89a<script>alert(1)</script>')
    const wrong: readonly [AttachmentType, Uint8Array][] = [
      ['photo', svg],
      ['photo', utf8ToBytes('<!doctype html><script>alert(1)</script>')],
      ['photo', polyglot],
      ['photo', gif],
      ['photo', await aHugePicture()],
      ['photo', soundFile('words.webm')],
      ['photo', new Uint8Array(0)],
      ['voice', photo],
      ['voice', soundFile('film.webm')],
      ['voice', soundFile('words.webm').slice(0, 900)],
      ['drawing', utf8ToBytes('{"strokes":[]}')],
      ['drawing', utf8ToBytes('{"strokes":[[1,2]],"html":"<b>"}')],
      ['drawing', utf8ToBytes(`${'['.repeat(30_000)}`)],
      ['drawing', new Uint8Array([0xff, 0xfe, 0x00])],
    ]
    for (const [type, bytes] of wrong) expect(await contentOf(type, bytes, redraw)).toBe('notWhatItSays')
    expect(await contentOf('voice', aWav(30_500), redraw)).toBe('tooLong')
    expect(await contentOf('voice', aWav(100), redraw)).toBe('tooShort')
    expect(await contentOf('voice', aWav(29_000), redraw)).toMatchObject({ mime: 'audio/wav', ms: 29_000 })
    // A picture with something behind it keeps the picture alone.
    const tail = new Uint8Array([...photo, ...utf8ToBytes('<script>alert(1)</script>')])
    const kept = await contentOf('photo', tail, redraw)
    expect(typeof kept === 'string' || Buffer.from(kept.bytes).includes('script')).toBe(false)
  })

  test('PR31 PR34 put aside with the reason, while the declaration counts', async () => {
    const { door, kiosk } = await start()
    const drawing = () => kiosk.attachment('drawing', DRAWING)
    const [good, taken, lied, foreign, html] = [
      drawing(),
      drawing(),
      drawing(),
      kiosk.attachment('drawing', DRAWING, '34'.repeat(32)),
      kiosk.attachment('photo', utf8ToBytes('<script>alert(1)</script>')),
    ]
    const all = [good, taken, lied, foreign, html]
    await kiosk.push(...all.flatMap(each => each.records))
    const lie = { ...lied.claim, hash: 'ab'.repeat(32) as never }
    const big = { ...drawing().claim, bytes: 70_000 }
    const many = { ...drawing().claim, count: 400 }
    await kiosk.push(
      kiosk.declaration(1, { parts: [good.claim, lie, foreign.claim, html.claim, taken.claim] }),
      kiosk.declaration(2, { parts: [taken.claim, big, many] }),
    )
    await settle(door)
    expect((await attachmentsOf(door)).map(({ state, why }) => why ?? state)).toEqual([
      'kept',
      'wrongHash',
      'badSeal',
      'notWhatItSays',
      'tooMany',
      'taken',
      'tooBig',
      'tooBig',
    ])
    for (const each of all.slice(1)) {
      expect(await attachmentContent(door.store.read, each.claim.attachmentId)).toBeNull()
    }
    expect(await declarationInbox(door, door.store.read)).toHaveLength(2)
    expect(keptWords(door)).toBe(1)
  })

  test('PR33 said smaller than it is, it is put aside once opened', async () => {
    const { door, kiosk } = await start()
    const large = kiosk.attachment('drawing', new Uint8Array(70_000))
    await kiosk.push(...large.records, kiosk.declaration(1, { parts: [{ ...large.claim, bytes: 10 }] }))
    await settle(door)
    expect(await attachmentsOf(door)).toMatchObject([{ state: 'aside', why: 'tooBig' }])
  })

  test('PR30 the tables are the journal’s own folding, and erased words leave it whole', async () => {
    using folder = aFolder()
    const path = join(folder.path, 'hub.sqlite')
    const { door, kiosk } = await start({ path })
    const photo = kiosk.attachment('photo', await aPhoto())
    await kiosk.push(...photo.records, kiosk.declaration(1, { parts: [photo.claim] }), kiosk.attestation(2))
    await settle(door)
    const kept = await door.store.read.declarations.attachment(photo.claim.attachmentId)
    await door.store.write(door.by, work => work.eraseWords(kept?.contentId as never))
    expect(await attachmentContent(door.store.read, photo.claim.attachmentId)).toBeNull()
    await door.store.close()
    expect(await verifyDatabase(path, { rebuild: true })).toMatchObject({ ok: true, rebuilt: true })
  })

  test('PR32 an unknown one is none', async () => {
    const { door } = await start()
    expect(await attachmentContent(door.store.read, 'x' as AttachmentId)).toBeNull()
  })
})
