import type { FastifyRequest } from 'fastify'

import { Refusal } from '../../services/kernel/refusal.ts'
import type { Names } from './names.ts'
import type { Viewer } from './viewer.ts'
import type { QueryWiring } from './wiring.ts'

export type Asking = { readonly viewer: Viewer; readonly reference: Names }

export const askingOf = async (wiring: QueryWiring, request: FastifyRequest): Promise<Asking> => ({
  viewer: await wiring.viewerOf(request),
  reference: wiring.reference(),
})

/** The same for what is not there and what is not the viewer's: nobody learns which. */
export const noSuch = (): Refusal =>
  new Refusal(
    'not-found',
    { zh: '没有找到该记录。请核对编号。', en: 'There is no such record. Check the number.' },
    { status: 404 },
  )

/** Waits for what the asker has just written; `behind` says that it is not in the answer yet. */
export async function behindAfter(
  wiring: QueryWiring,
  names: readonly string[],
  after?: string,
): Promise<{ behind?: true }> {
  if (after === undefined || after === '') return {}
  return (await wiring.views.reached(names, BigInt(after))) ? {} : { behind: true }
}

export const positionText = (wiring: QueryWiring, view: string): string =>
  (wiring.views.position(view) ?? 0n).toString()
