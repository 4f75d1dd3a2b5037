/** The API process: commands, queries, live feed and the workspace's files. The one place that wires these rooms. */
import { join } from 'node:path'

import type { FastifyInstance } from 'fastify'

import { Cubes } from '../analytics/kernel/clickhouse.ts'
import { cubesDigest } from '../analytics/kernel/digest.ts'
import { readFeed } from '../analytics/kernel/feed.ts'
import { metricRoutes } from '../analytics/kernel/metricRoutes.ts'
import { RebuildOrder } from '../analytics/kernel/rebuildOrder.ts'
import { metrics } from '../analytics/metrics.ts'
import { projections } from '../projections/all.ts'
import { lagsOf } from '../projections/kernel/lag.ts'
import { Views } from '../projections/kernel/views.ts'
import { casesNaming } from '../projections/queries/casePage.ts'
import { queryRoutes } from '../projections/queryRoutes.ts'
import { startApi } from './api/api.ts'
import { actionsFor, recordLook } from './api/caseRoutes.ts'
import type { Parts, ReadSide } from './api/parts.ts'
import { personActionsFor } from './api/personActions.ts'
import { BadSetting, settingsFrom, type Settings } from './api/settings.ts'
import { connectEventStore } from './kernel/eventStoreDb.ts'
import { permissionsOf, reachableUnits } from './staff/permissions.ts'
import { actorFor, viewerOf, viewerStill, type Viewer } from './staff/viewer.ts'
import { connectVault } from './vault/client.ts'

const hopeless = 78
const say = (level: string, message: string) =>
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message })}\n`)

/** Who asks, as the read side needs to know it. */
const readerOf = ({ account, sessionId, grants }: Viewer) => ({
  accountId: account.id,
  sessionId,
  units: reachableUnits(grants, 'case.view'),
  protected: permissionsOf(grants).includes('case.view-protected'),
  protectedUnits: reachableUnits(grants, 'case.view-protected'),
  accessUnits: reachableUnits(grants, 'access.view'),
  searchUnits: reachableUnits(grants, 'person.search'),
  permissions: permissionsOf(grants),
})

/** Leaders' numbers, each for the units in which the viewer may see them. */
function numbers(app: FastifyInstance, parts: Parts, cubes: Cubes): void {
  void app.register(metricRoutes, {
    metrics,
    cubes,
    timeZone: parts.ledger.installation.timeZone,
    now: parts.lookup.now,
    viewerOf: (request) => {
      const { grants } = viewerOf(request)
      const units = reachableUnits(grants, 'metrics.view')
      if (units.length === 0)
        actorFor(viewerOf(request), 'metrics.view', [], parts.ledger.reference(parts.lookup.now()))
      const reference = parts.ledger.reference(parts.lookup.now())
      const open = reachableUnits(grants, 'case.view-protected')
      const seesProtected = units.every((unit) => open.some((above) => reference.isWithin(unit, above)))
      return { units, seesProtected }
    },
    headOf: () => parts.ledger.store.head(),
  })
}

/** What the last rebuild of the cubes has shown, as the other views say it. */
function cubesProof(orders: RebuildOrder) {
  const { at, proof, before, different } = orders.proved() ?? {}
  if (!proof || !before || !different) return null
  return { at, events: proof.ordinal, digest: proof.digest, before: before.digest, same: different.length === 0 }
}

/** What the auditor asks of the cubes. */
const cubesOf = (cubes: Cubes, orders: RebuildOrder) => ({
  async standing() {
    const { ordinal: events, position, knownAt: recordedAt } = await readFeed(cubes)
    return { events, position, recordedAt, certificate: cubesProof(orders) }
  },
  async digest() {
    const { digest } = await cubesDigest(cubes)
    return { digest }
  },
})

function readSideOf({ dataDir, cubesUrl }: Settings): ReadSide {
  const views = new Views(join(dataDir, 'views'), projections)
  const cubes = new Cubes({ url: cubesUrl })
  const orders = new RebuildOrder(join(dataDir, 'cubes-feeder'))
  return {
    routes: (app, parts: Parts) => {
      numbers(app, parts, cubes)
      queryRoutes(app, {
        views,
        projections,
        vault: parts.vault,
        viewerOf: (request) => readerOf(viewerStill(request, parts.lookup)),
        reference: () => parts.book.snapshot(parts.lookup.now()),
        access: {
          record: (reader, { kind, subjects, ...how }) =>
            recordLook(parts, reader, kind, { ...('by' in how ? { kind: how.by } : how), subjects }),
        },
        actionsOf: (request, id) => actionsFor(parts, viewerOf(request), id),
        personActionsOf: (request, id) => personActionsFor(parts, viewerOf(request), id),
        nameOf: parts.nameOf,
        headOf: () => parts.ledger.store.head(),
        cubes: cubesOf(cubes, orders),
        rolesOf: (account) => parts.lookup.accounts.byId(account)?.grants.map(({ role }) => role) ?? [],
      })
    },
    lags: (head) => lagsOf(views, head, Date.now()),
    casesOf: (contact) => casesNaming(views.read('casePage'), contact),
    cleared: (position) => ['caseSearch', 'contacts', 'persons'].every((name) => views.hasCleared(name, position)),
    close: async () => {
      views.close()
      await cubes.close()
    },
  }
}

async function main(): Promise<void> {
  const settings = settingsFrom(process.env)
  const ending = new AbortController()
  const store = connectEventStore(settings.eventStoreUrl)
  const vault = connectVault(settings.vaultUrl)
  const readSide = readSideOf(settings)
  const api = await startApi(settings, { store, vault, signal: ending.signal, say, readSide })
  const stop = () => {
    if (ending.signal.aborted) return
    ending.abort()
    void api.close().then(() => process.exit(0))
  }
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, stop)
  process.stdin.on('end', stop).resume()
  process.stdout.write(`${JSON.stringify({ ready: true, url: api.url, signIn: api.signIn })}\n`)
  // Following ends only when we end, or when this process's picture of the log cannot be kept up to date.
  await api.ended
  if (!ending.signal.aborted) throw new Error('the log could not be followed any further')
}

try {
  await main()
} catch (error) {
  say('error', error instanceof BadSetting ? error.message : ((error as Error).stack ?? String(error)))
  process.exit(error instanceof BadSetting ? hopeless : 1)
}
