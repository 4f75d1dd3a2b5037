import { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js'
import { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { expect, it } from 'vitest'

import { aStream, type Given } from './logSubject.ts'
import { streamsService } from './wireCall.ts'
import { ofStream, proposed, readMessage } from './wireMessages.ts'

const features = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods'
const empty = Buffer.alloc(0)

export function wireServerContract(given: Given): void {
  aboutItself(given)
  oddCalls(given)
  brokenCalls(given)
}

function aboutItself(given: Given): void {
  it('names what it can do in lower case', async () => {
    const { messages } = await given().wire.ask(features, [empty])
    const { methodsList } = SupportedMethods.deserializeBinary(messages[0] ?? empty).toObject()
    const found = new Map(methodsList.map((method) => [`${method.serviceName}/${method.methodName}`, method]))
    const streams = 'event_store.client.streams.streams'
    expect(found.get(`${streams}/batchappend`)?.featuresList).toEqual(['deadline_duration'])
    expect(found.get(`${streams}/read`)?.featuresList).toEqual(['position', 'events'])
    for (const name of [`${streams}/append`, 'event_store.client.gossip.gossip/read'])
      expect(found.has(name)).toBe(true)
  })

  it('gossips of one living leader', async () => {
    const { messages } = await given().wire.ask('/event_store.client.gossip.Gossip/Read', [empty])
    const { membersList } = ClusterInfo.deserializeBinary(messages[0] ?? empty).toObject()
    expect(membersList).toMatchObject([{ state: 8, isAlive: true, instanceId: { structured: {} } }])
  })

  it('refuses methods and services that it does not have', async () => {
    const { wire } = given()
    expect(await wire.ask(`${streamsService}/Nope`, [empty])).toMatchObject({
      code: 12,
      text: 'Method is unimplemented.',
    })
    expect(await wire.ask('/nothing.At/All', [empty])).toMatchObject({ code: 12, text: 'Service is unimplemented.' })
  })
}

function oddCalls(given: Given): void {
  it('wants exactly one message where there is one', async () => {
    const { wire } = given()
    const read = readMessage({ of: ofStream(aStream(), 'start') })
    for (const [path, message] of [
      [features, empty],
      [`${streamsService}/Read`, read],
    ] as const) {
      expect(await wire.ask(path, [])).toMatchObject({ code: 13, text: 'Incomplete message.' })
      const text = 'Additional data after the message received.'
      expect(await wire.ask(path, [message, message])).toMatchObject({ code: 13, text })
    }
  })
}

function brokenCalls(given: Given): void {
  it('refuses bytes that are no message', async () => {
    const { wire } = given()
    const garbage = Buffer.from('ffffffff', 'hex')
    const threw = { code: 2, text: 'Exception was thrown by handler.' }
    expect(await wire.ask(`${streamsService}/Read`, [garbage])).toMatchObject(threw)
    expect(await wire.ask(`${streamsService}/Append`, [garbage])).toMatchObject(threw)
    expect(await wire.ask(`${streamsService}/BatchAppend`, [garbage])).toMatchObject({ code: 0, messages: [] })
    const cut = Buffer.from([0, 0, 0, 0, 9, 1])
    expect(await wire.ask(`${streamsService}/Append`, [], { raw: cut })).toMatchObject({ code: 13 })
    const compressed = Buffer.from([1, 0, 0, 0, 1, 1])
    const text = 'Request did not include grpc-encoding value with compressed message.'
    expect(await wire.ask(`${streamsService}/Read`, [], { raw: compressed })).toMatchObject({ code: 13, text })
  })

  it('ends a call at its deadline', async () => {
    const { wire } = given()
    const subscription = readMessage({ of: ofStream(aStream(), 'start'), count: 'subscribe' })
    const headers = { 'grpc-timeout': '200m' }
    const late = { code: 4, text: 'Deadline Exceeded' }
    expect(await wire.ask(`${streamsService}/Read`, [subscription], { headers })).toMatchObject(late)
    const conversation = wire.start(`${streamsService}/BatchAppend`, [], { headers, ends: false })
    await conversation.ended
    expect(conversation.ending).toMatchObject(late)
  })

  it('wants options before events', async () => {
    const path = `${streamsService}/Append`
    for (const messages of [[], [empty], [proposed()]])
      expect(await given().wire.ask(path, messages)).toMatchObject({ code: 2 })
  })
}
