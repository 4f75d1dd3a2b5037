import type { FastifyInstance } from 'fastify'

import type { Viewer } from '../../projections/queries/viewer.ts'
import type { Looked } from '../../projections/queries/wiring.ts'
import { queryRoutes } from '../../projections/queryRoutes.ts'
import { buildApp } from '../../services/api/app.ts'
import { Refusal } from '../../services/kernel/refusal.ts'
import { aViewer, cityReference, Projecting } from './projecting.ts'

/** The read routes over a small city, for whoever `viewer` is at the moment. */
export async function aQueryApp(house = new Projecting()) {
  const errors: unknown[] = []
  const app: FastifyInstance = await buildApp({ logError: (error) => errors.push(error) })
  const told = { viewer: aViewer() as Viewer | undefined, looked: [] as Looked[], recordFails: false, errors }
  const reference = await cityReference()
  const { views, projections } = house
  queryRoutes(app, {
    views,
    projections,
    vault: house.scribe.vault,
    viewerOf: () => {
      if (told.viewer) return told.viewer
      throw new Refusal('not-signed-in', { zh: '请登录。', en: 'Sign in.' }, { status: 401 })
    },
    reference: () => reference,
    access: {
      record: async (_, looked) => {
        if (told.recordFails) throw Object.assign(new Error('down'), { name: 'LogUnavailable' })
        told.looked.push(looked)
      },
    },
    nameOf: (id) => (id === 'staff-1' ? '王芳' : undefined),
    now: () => new Date('2025-03-01T04:00:00.000Z'),
  })
  const get = async (url: string) => {
    const response = await app.inject({ url })
    return { status: response.statusCode, body: response.json<Record<string, never>>(), headers: response.headers }
  }
  return { app, house, told, reference, get }
}
