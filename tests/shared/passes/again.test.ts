import { describe, expect, test } from 'vitest'
import { presenceOf, type Claim, type PresenceFacts } from '../../../shared/passes/presence.ts'

const claim = (no: number, at: number, changes: Partial<Claim> = {}): Claim => ({
  no,
  recordId: `r${no}`,
  kioskId: 'hall',
  seq: no,
  at,
  way: 'card',
  codeTwice: false,
  again: false,
  ...changes,
})
const again = (no: number, at: number, kioskId = 'library') => claim(no, at, { again: true, kioskId })
const fold = (changes: Partial<PresenceFacts>) => {
  const { shown, counts, reasons } = presenceOf({
    claims: [],
    signOuts: [],
    undos: [],
    confirmed: null,
    struck: null,
    ...changes,
  })
  return { at: shown?.at ?? null, counts, reasons }
}

describe('who was told that they are signed in', () => {
  test('SG38 a second scan beside a sign-in changes nothing and is no second kiosk to look at', () => {
    expect(fold({ claims: [claim(1, 100), again(2, 200)] })).toEqual({ at: 100, counts: true, reasons: [] })
  })

  test('SG38 it counts where what they were told of had been taken back before, on a kiosk that could not hear of it', () => {
    const undos = [{ no: 2, at: 150, undoes: 'r1' }]
    expect(fold({ claims: [claim(1, 100), again(3, 200)], undos })).toEqual({ at: 200, counts: true, reasons: [] })
    const struck = { no: 2, at: 150 }
    expect(fold({ claims: [claim(1, 100), again(3, 200)], struck })).toMatchObject({ at: 200, counts: true })
  })

  test('SG38 a scan before the taking back, which is how its button is reached, does not bring it back', () => {
    const undos = [{ no: 3, at: 250, undoes: 'r1' }]
    const claims = [claim(1, 100), again(2, 200)]
    expect(fold({ claims, undos })).toEqual({ at: 100, counts: false, reasons: [] })
    // In whatever order they come in.
    expect(fold({ claims: [again(9, 200), claim(8, 100)], undos: [{ no: 3, at: 250, undoes: 'r8' }] })).toMatchObject({
      counts: false,
    })
  })

  test('SG38 with nothing else of them it is their sign-in', () => {
    expect(fold({ claims: [again(1, 100)] })).toEqual({ at: 100, counts: true, reasons: [] })
  })
})
