import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'

import type { ReferenceData } from '../kernel/reference.ts'
import { badField } from '../kernel/refusal.ts'
import { mostRows, NoTable, previewCategories } from './categoryTable.ts'

const body = Type.Object({ text: Type.String({ minLength: 1, maxLength: 1_000_000 }) }, { additionalProperties: false })

export type TableWiring = {
  readonly reference: () => ReferenceData
  /** @throws Refusal for whom categories are not to edit */
  readonly mayEdit: (request: FastifyRequest) => void
}

const unreadable = (why: string) =>
  badField('text', {
    zh: `这不是可以读取的表格（${why}）。请检查引号与分隔符。`,
    en: `This cannot be read as a table (${why}). Check quotes and separators.`,
  })

/** `POST /api/imports/categories/preview`: what a pasted table would define. Sending it is `define-categories`. */
export function categoryTableRoute(app: FastifyInstance, { reference, mayEdit }: TableWiring): void {
  const schema = { tags: ['imports'], summary: '预览分类表 · What a table of categories would define', body }
  app.post<{ Body: Static<typeof body> }>('/api/imports/categories/preview', { schema }, (request) => {
    mayEdit(request)
    try {
      const preview = previewCategories(request.body.text, reference())
      if (preview.rows.length <= mostRows) return preview
    } catch (error) {
      if (error instanceof NoTable) throw unreadable(error.message)
      throw error
    }
    throw badField('text', {
      zh: `一次至多 ${mostRows} 行。请分几次。`,
      en: `At most ${mostRows} lines at once. Send it in parts.`,
    })
  })
}
