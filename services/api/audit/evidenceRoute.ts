import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'

import { concerns } from '../../cases/state.ts'
import { evidenceFor } from '../../notary/evidence/evidenceFor.ts'
import { indexFolder } from '../../notary/notary.ts'
import { NotaryIndex } from '../../notary/notaryIndex.ts'
import { actorFor, viewerOf } from '../../staff/viewer.ts'
import { looker, params, recordLook, visibleCase, type Params } from '../caseRoutes.ts'
import type { Parts } from '../parts.ts'

/** `GET /api/cases/:id/evidence`: the case as a file that proves itself elsewhere. */
export function evidenceRoute(app: FastifyInstance, parts: Parts): void {
  app.get<{ Params: Params }>(
    '/api/cases/:id/evidence',
    { schema: { tags: ['cases'], summary: '导出证据包 · Export what proves the case', params } },
    async (request, reply) => {
      const viewer = viewerOf(request)
      const { id } = request.params
      const state = await visibleCase(parts, viewer, id)
      actorFor(viewer, 'evidence.export', concerns(state), parts.ledger.reference(parts.lookup.now()))
      await recordLook(parts, looker(viewer), 'EvidenceExported', { subjects: [`case-${id}`], fields: [] })
      const bundle = await bundleOf(parts, id, viewer.account.id)
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="evidence-${id}.json"`)
        .send(JSON.stringify(bundle, null, 1))
    },
  )
}

/** The case's bundle as of now. */
export function bundleOf(parts: Parts, caseId: string, exportedBy: string) {
  const { store, installation } = parts.ledger
  const folder = indexFolder(join(parts.settings.dataDir, 'seals'))
  const openIndex = () => NotaryIndex.open(folder, installation.hashAlg)
  return evidenceFor(
    { store, vault: parts.vault, installation, openIndex, now: parts.lookup.now },
    { caseId, exportedBy },
  )
}
