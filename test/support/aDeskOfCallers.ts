import { cityDictionaries } from './aCityOfFacts.ts'
import { aQueryApp } from './aQueryApp.ts'
import { aViewer } from './projecting.ts'

const at = '2025-02-01T00:00:00.000Z'

export const theCity = { searchUnits: ['city'], accessUnits: [], protected: false } as const
/** An agent of the hotline's desk, who sees and searches everything of the city that is not protected. */
export const anAgent = (told: object = {}) =>
  aViewer({ ...theCity, permissions: ['person.search', 'case.view'], ...told })

const aContact = { channel: 'phone', unit: 'hotline', language: 'zh-CN', callerKind: 'person' }

const aMatter = {
  caseNumber: '202502010000428',
  type: 'complaint',
  story: '事情经过',
  callerKind: 'person',
  identity: 'real-name',
  identityProtected: false,
  category: { code: '010101', chosenBy: 'person' },
  urgency: { value: 'normal', chosenBy: 'person' },
  language: 'zh-CN',
  lengths: { title: 1, story: 1 },
  intakeUnit: 'hotline',
  channel: 'phone',
  clocks: [],
}

/** A query app over contacts, persons and cases that tests write one by one. */
export async function aDeskOfCallers() {
  const app = await aQueryApp()
  const { scribe } = app.house
  await scribe.writeAll(cityDictionaries('2024-01-01T00:00:00.000Z'))
  const write = (stream: string, type: string, data: object, when = at) =>
    scribe.write(stream, [{ type, data }], { at: when })
  const received = (id: string, told: object = {}, when = at) =>
    write(`contact-${id}`, 'ContactReceived', { ...aContact, receivedAt: when, ...told }, when)
  const registered = (id: string, contact: string, told: object = {}, when = at) =>
    write(`case-${id}`, 'CaseRegistered', { ...aMatter, contact, title: `事项 ${id}`, ...told }, when)
  const post = async (url: string, payload: unknown) => {
    const response = await app.app.inject({ method: 'POST', url, payload: payload as object })
    return { status: response.statusCode, body: response.json<Record<string, never>>() }
  }
  const remove = async () => {
    await app.app.close()
    await app.house.remove()
  }
  return { ...app, scribe, write, received, registered, post, remove }
}

export type Desk = Awaited<ReturnType<typeof aDeskOfCallers>>
