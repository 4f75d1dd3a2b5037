import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { aQueriedCity } from '../../test/support/aQueriedCity.ts'
import { aViewer } from '../../test/support/projecting.ts'

type Rows = { rows: { id: string }[] }

let app: Awaited<ReturnType<typeof aQueriedCity>>
beforeAll(async () => {
  app = await aQueriedCity()
}, 60_000)
afterAll(() => app.remove())
beforeEach(() => {
  app.told.viewer = aViewer()
})

const rowsOf = async (ids: readonly string[]) =>
  ((await app.get(`/api/cases?ids=${ids.join(',')}`)).body as unknown as Rows).rows

describe('cases by their ids', () => {
  it('come as the work list shows them, in the order asked, each once', async () => {
    const asked = ['c9', 'c3', 'nobody', 'c120', 'c3']
    const rows = await rowsOf(asked)
    expect(rows.map(({ id }) => id)).toEqual(['c9', 'c3', 'c120'])
    const { body } = await app.get('/api/work-list?limit=200&sort=registered')
    const listed = (body as unknown as Rows).rows
    const same = await rowsOf(listed.map(({ id }) => id))
    expect(same).toEqual(listed)
  })

  it('are absent where they are not the viewer’s', async () => {
    const everything = app.rows.map(({ id }) => id).slice(0, 200)
    for (const [units, isProtected] of [
      [['east'], true],
      [['west-1'], false],
      [[], true],
    ] as const) {
      app.told.viewer = aViewer({ units: [...units], protected: isProtected })
      const visible = new Set(app.visible(units, isProtected).map(({ id }) => id))
      expect((await rowsOf(everything)).map(({ id }) => id)).toEqual(everything.filter((id) => visible.has(id)))
    }
  })

  it('are refused where the list is none, too long, or something else', async () => {
    const tooMany = Array.from({ length: 201 }, (_, n) => `c${n}`)
    for (const query of ['', '?ids=', '?ids=a,,b', "?ids=a'--", `?ids=${tooMany.join(',')}`]) {
      expect(await app.get(`/api/cases${query}`)).toMatchObject({ status: 400, body: { field: 'ids' } })
    }
  })
})
