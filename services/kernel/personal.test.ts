import { randomBytes } from 'node:crypto'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { erased, findSealed, open, openValue, sealValue } from './personal.ts'

const key = { id: 'key-1', key: randomBytes(32) }
/** What the cipher says of bytes that it did not make. */
const notGenuine = /unable to authenticate/
const place = { stream: 'case-1', commandId: 'command-1', field: 'story' }

describe('a sealed value', () => {
  it('opens where it was sealed, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
        const sealed = sealValue(plain, key, place)
        expect(sealed.$key).toBe('key-1')
        expect(openValue(sealed, key.key, place)).toBe(plain)
      }),
    )
  })

  it('is different every time', () => {
    expect(sealValue('王小明', key, place).$sealed).not.toBe(sealValue('王小明', key, place).$sealed)
  })

  it.each([
    ['another stream', { stream: 'case-2' }],
    ['another command', { commandId: 'command-2' }],
    ['another field', { field: 'title' }],
  ])('is refused when it was moved to %s', (_, moved) => {
    const sealed = sealValue('王小明', key, place)
    expect(() => openValue(sealed, key.key, { ...place, ...moved })).toThrow(notGenuine)
  })

  it('is refused under another key and with any bit turned', () => {
    const sealed = sealValue('王小明 13800000000', key, place)
    expect(() => openValue(sealed, randomBytes(32), place)).toThrow(notGenuine)
    const bytes = Buffer.from(sealed.$sealed, 'base64')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => openValue({ ...sealed, $sealed: changed.toString('base64') }, key.key, place)).toThrow(notGenuine)
    }
  })

  it('is refused when its tag was cut short', () => {
    const sealed = sealValue('', key, place)
    const bytes = Buffer.from(sealed.$sealed, 'base64')
    for (const length of [0, 12, 16, 20, 27]) {
      const cut = { ...sealed, $sealed: bytes.subarray(0, length).toString('base64') }
      expect(() => openValue(cut, key.key, place), `${length} bytes`).toThrow(
        /unable to authenticate|Invalid (authentication tag|initialization vector)/i,
      )
    }
  })

  it('is erased when its key is gone, and plain when it never was sealed', () => {
    const sealed = sealValue('王小明', key, place)
    expect(open(sealed, new Map(), place)).toBe(erased)
    expect(open(sealed, new Map([[key.id, key.key]]), place)).toBe('王小明')
    expect(open('未加密', new Map(), place)).toBe('未加密')
  })

  it('is found at any depth, with the path that it is bound to', () => {
    const seal = (field: string) => sealValue(field, key, { ...place, field })
    const data = {
      story: seal('story'),
      place: { text: seal('place.text'), code: 'd1' },
      list: [{ a: seal('list.0.a') }],
    }
    expect(findSealed(data).map(({ field }) => field)).toEqual(['story', 'place.text', 'list.0.a'])
    for (const { sealed, field } of findSealed(data))
      expect(openValue(sealed, key.key, { ...place, field })).toBe(field)
    expect(findSealed(null)).toEqual([])
  })
})
