import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { aDeskOfCallers, anAgent, type Desk } from '../../test/support/aDeskOfCallers.ts'
import { until } from '../../test/support/projecting.ts'
import { callerToken } from './callerForms.ts'

const number = '16055512345'
const name = '欧阳闻笛'
let desk: Desk

beforeAll(async () => {
  desk = await aDeskOfCallers()
  await desk.received('gone', { callerName: name, callerNumber: number })
  await desk.received('stays', { callerName: '别人', callerNumber: '16055500000' })
  await desk.write('person-p1', 'PersonNamed', { kind: 'person', name, unit: 'hotline' })
  await desk.write('person-p1', 'PersonNamed', { kind: 'person', name: '欧阳文笛', unit: 'hotline' })
  await desk.write('person-p1', 'PersonNamed', { kind: 'person', name, unit: 'hotline' })
  desk.house.start()
  await desk.house.settled()
  desk.told.viewer = anAgent()
}, 60_000)
afterAll(() => desk.remove())

const known = async (asked: object) => {
  const { body } = await desk.post('/api/callers/search', asked)
  return (body as unknown as { known: boolean }).known
}
const tokens = (view: string) =>
  desk.house.views.read(view).prepare('SELECT hex(token), at, n FROM tokens ORDER BY token, n').raw().all()

const filesOf = () => readdirSync(desk.house.folder).filter((file) => file.includes('.sqlite'))

/** Bytes that would give somebody away, in each form in which they might lie around. */
async function traces(): Promise<string[]> {
  const secret = await desk.scribe.vault.secret('callers')
  const forms: [string, Buffer | undefined][] = [
    ['the number', Buffer.from(number)],
    ['the name', Buffer.from(name)],
    ['the number’s token', callerToken(secret, 'number', number)],
    ['the name’s token', callerToken(secret, 'name', name)],
  ]
  return filesOf().flatMap((file) => {
    const bytes = readFileSync(join(desk.house.folder, file))
    return forms.flatMap(([form, sought]) => (sought && bytes.includes(sought) ? [`${form} in ${file}`] : []))
  })
}

describe('the index of callers', () => {
  it('holds tokens, and no number or name', async () => {
    expect([await known({ number }), await known({ name })]).toEqual([true, true])
    const found = await traces()
    expect(found.some((trace) => trace.startsWith('the number’s token in contacts'))).toBe(true)
    expect(found.filter((trace) => !trace.includes('token'))).toEqual([])
  })

  it('forgets a name that was corrected', async () => {
    expect(tokens('persons')).toHaveLength(1)
    expect(await known({ name: '欧阳文笛' })).toBe(false)
  })

  it('is the same after a rebuild', async () => {
    const before = [tokens('contacts'), tokens('persons'), await desk.house.digests()]
    await desk.house.projector?.rebuild('contacts')
    await desk.house.projector?.rebuild('persons')
    expect([tokens('contacts'), tokens('persons'), await desk.house.digests()]).toEqual(before)
    expect(await known({ number })).toBe(true)
    // The old files go once their readers have let go of them.
    await until(() => !filesOf().some((file) => /^(contacts|persons)\.1\./.test(file)))
  })

  it('loses who is erased, in every byte, and leaves the digests as they were', async () => {
    const { scribe, house } = desk
    const before = await house.digests()
    const keyIds = ['contact-gone', 'person-p1'].flatMap((stream) =>
      Object.values(scribe.tails.get(stream)?.keys ?? {}),
    )
    const data = { subjects: ['contact-gone', 'person-p1'], keyIds, requestedBy: 'staff-9' }
    const position = await desk.write('erasure-1', 'ErasureOrdered', data)
    for (const key of keyIds) scribe.vault.known.delete(key)
    await until(() => ['contacts', 'persons'].every((view) => house.views.hasCleared(view, position)))
    expect([await known({ number }), await known({ name }), await known({ name: '别人' })]).toEqual([
      false,
      false,
      true,
    ])
    expect(await traces()).toEqual([])
    expect(await house.digests()).toEqual(before)
  })

  it('does not find them again after a rebuild', async () => {
    await desk.house.projector?.rebuild('contacts')
    expect([await known({ number }), await known({ number: '16055500000' })]).toEqual([false, true])
    expect(await traces()).toEqual([])
  })
})
