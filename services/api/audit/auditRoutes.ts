import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'

import type { Words } from '../../kernel/refusal.ts'
import { sealStream, type Seal } from '../../notary/events.ts'
import { fingerprintOf } from '../../notary/seal.ts'
import { reachRoute } from '../../staff/reachRoute.ts'
import { viewerOf } from '../../staff/viewer.ts'
import type { Parts } from '../parts.ts'
import { mayAnywhere, sealsFolder, withIndex } from './audited.ts'
import { changesRoutes } from './changesRoutes.ts'
import { replayRoute } from './replayRoute.ts'
import { tamperRoutes } from './tamperRoutes.ts'

/** What the notary says of itself; null before its first word. */
function notaryState(parts: Parts): { sealing: boolean; problem?: Words; at: string } | null {
  try {
    return JSON.parse(readFileSync(join(sealsFolder(parts), 'state.json'), 'utf8'))
  } catch {
    return null
  }
}

function proofRoute(app: FastifyInstance, parts: Parts): void {
  const schema = { tags: ['audit'], summary: '全系统封存状态 · How far the whole log is sealed' }
  app.get('/api/audit/proof', { schema }, async (request) => {
    mayAnywhere(viewerOf(request), 'history.view')
    const { store, installation } = parts.ledger
    const [last] = await store.readBackwards(sealStream, 1)
    const seal = last && (JSON.parse(last.dataText) as Seal)
    const noted = withIndex(parts, (index) => index?.count ?? 0)
    const shown = seal && {
      number: seal.number,
      count: seal.count,
      sealedAt: seal.sealedAt,
      root: seal.root,
      seal: seal.seal,
      keyFingerprint: fingerprintOf(seal.publicKey),
    }
    const waiting = Math.max(0, noted - Number(seal?.count ?? 0))
    const { id, kind, hashAlg } = installation
    return { installation: { id, kind, hashAlg }, seal: shown ?? null, waiting, notary: notaryState(parts) }
  })
}

/** What auditors ask: how far the log is proven, what a case was at any moment, and whether a lie would be noticed. */
export function auditRoutes(app: FastifyInstance, parts: Parts): void {
  proofRoute(app, parts)
  replayRoute(app, parts)
  tamperRoutes(app, parts)
  changesRoutes(app, parts)
  const { lookup, book } = parts
  reachRoute(app, { accounts: lookup.accounts, referenceAt: (at) => book.snapshot(at), now: lookup.now })
}
