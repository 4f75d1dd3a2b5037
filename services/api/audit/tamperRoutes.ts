import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'

import { Refusal } from '../../kernel/refusal.ts'
import { CannotTamper, tampered, tamperings } from '../../notary/evidence/tamper.ts'
import { verifyBundle } from '../../notary/evidence/verifyBundle.ts'
import { fingerprintOf } from '../../notary/seal.ts'
import { viewerOf, type Viewer } from '../../staff/viewer.ts'
import { looker, params, recordLook, type Params } from '../caseRoutes.ts'
import type { Parts } from '../parts.ts'
import { auditedCase } from './audited.ts'
import { bundleOf } from './evidenceRoute.ts'

const how = Type.Enum([...tamperings], {
  description: '改动、翻转一位、删除、对调、截尾、删去最后十条、重算哈希、整份伪造',
})
const event = Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Revision of the event in its case.' })
const tamperBody = Type.Object({ caseId: params.properties.id, event, how }, { additionalProperties: false })
type Asked = Static<typeof tamperBody>

async function tamperedCopy(parts: Parts, viewer: Viewer, { caseId, event: at, how: way }: Asked) {
  const bundle = await bundleOf(parts, caseId, viewer.account.id)
  try {
    return { bundle, made: tampered(bundle, at, way) }
  } catch (error) {
    if (!(error instanceof CannotTamper)) throw error
    throw new Refusal('cannot-tamper', {
      zh: '这一条不能这样改动：没有这一条，或没有可以对调的另一条。请另选一条。',
      en: 'This event cannot be tampered with like that: it is not there, or has nothing to change places with. Choose another.',
    })
  }
}

function tamperRoute(app: FastifyInstance, parts: Parts): void {
  const schema = {
    tags: ['audit'],
    summary: '篡改一份副本并核验（不写入任何数据）· Tamper with a copy and verify it',
    body: tamperBody,
  }
  app.post<{ Body: Asked }>('/api/audit/tamper', { schema }, async (request) => {
    const viewer = viewerOf(request)
    const { caseId } = request.body
    await auditedCase(parts, viewer, caseId, 'evidence.export')
    await recordLook(parts, looker(viewer), 'HistoryViewed', {
      subjects: [`case-${caseId}`],
      fields: ['tampered copy'],
    })
    const { bundle, made } = await tamperedCopy(parts, viewer, request.body)
    const { ok, events, streams, problems, notes, sealedUpTo } = verifyBundle(made.bundle, bundle.head.publicKey)
    const original = verifyBundle(bundle)
    const ofCase = bundle.streams.find(({ stream }) => stream === bundle.subject)?.events.length ?? 0
    return {
      done: { words: made.words, ...(made.change && { change: made.change }) },
      verdict: { ok, events, streams, problems, notes, sealedUpTo },
      original: { ok: original.ok, events: original.events, ofCase },
      keyFingerprint: fingerprintOf(bundle.head.publicKey),
    }
  })
}

function sendFile(reply: FastifyReply, name: string, value: unknown): FastifyReply {
  return reply
    .type('application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(JSON.stringify(value, null, 1))
}

const tamperQuery = Type.Object({ event, how }, { additionalProperties: false })

function tamperedFileRoute(app: FastifyInstance, parts: Parts): void {
  const schema = {
    tags: ['audit'],
    summary: '下载被篡改的副本，自行核验 · The tampered copy as a file',
    params,
    querystring: tamperQuery,
  }
  type Route = { Params: Params; Querystring: Static<typeof tamperQuery> }
  app.get<Route>('/api/audit/tampered/:id', { schema }, async (request, reply) => {
    const viewer = viewerOf(request)
    const { id } = request.params
    await auditedCase(parts, viewer, id, 'evidence.export')
    await recordLook(parts, looker(viewer), 'EvidenceExported', { subjects: [`case-${id}`], fields: ['tampered copy'] })
    const { made } = await tamperedCopy(parts, viewer, { caseId: id, ...request.query })
    return sendFile(reply, `tampered-${request.query.how}-${id}.json`, made.bundle)
  })
}

/** A lie is told to a copy in memory and the offline verifier is asked; nothing is written but that somebody looked. */
export function tamperRoutes(app: FastifyInstance, parts: Parts): void {
  tamperRoute(app, parts)
  tamperedFileRoute(app, parts)
}
