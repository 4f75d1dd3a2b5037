import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { nextSteps } from '../../services/cases/events.ts'
import { aQueriedCity } from '../../test/support/aQueriedCity.ts'
import { aViewer } from '../../test/support/projecting.ts'
import { concernedUnits, nearestClock, nextStepOf } from '../cases/progress.ts'
import type { WorkListRow } from '../workList/workList.ts'

type Listed = {
  id: string
  nextStep: string
  dueAt: string | null
  registeredAt: string
  updatedAt: string
  title: string
}
type Page = { rows: Listed[]; nextCursor: string | null; total: number; counts: Record<string, number> }

const at = '2025-08-01T00:00:00.000Z'
let app: Awaited<ReturnType<typeof aQueriedCity>>

beforeAll(async () => {
  app = await aQueriedCity()
}, 60_000)
afterAll(() => app.remove())
beforeEach(() => {
  app.told.viewer = aViewer()
})

const list = async (query: string): Promise<Page> => (await app.get(`/api/work-list?${query}`)).body as unknown as Page

async function everyPage(query: string): Promise<Listed[]> {
  const found: Listed[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await list(`${query}&limit=17&cursor=${cursor}`)
    found.push(...page.rows)
    cursor = page.nextCursor
  }
  return found
}

describe('the work list', () => {
  const combinations = [
    ['', () => true],
    ['step=none', ({ progress }: WorkListRow) => nextStepOf(progress) === 'none'],
    [
      'step=sign&urgency=urgent',
      ({ facts, progress }: WorkListRow) => nextStepOf(progress) === 'sign' && facts.urgency === 'urgent',
    ],
    [
      'type=complaint&channel=phone',
      ({ facts }: WorkListRow) => facts.type === 'complaint' && facts.channel === 'phone',
    ],
    ['category=01', ({ facts }: WorkListRow) => facts.category.startsWith('01')],
    ['unit=east', ({ progress }: WorkListRow) => concernedUnits(progress).some((unit) => unit.startsWith('east'))],
    ['origin=import', ({ facts }: WorkListRow) => facts.origin === 'import'],
  ] as const

  for (const [filter, wanted] of combinations) {
    for (const order of ['sort=due', 'sort=due&dir=desc', 'sort=registered&dir=asc', 'sort=updated']) {
      it(`gives every match once, page by page, in order: ${filter || 'no filter'}, ${order}`, async () => {
        const expected = app.rows.filter(({ row }) => wanted(row))
        const found = await everyPage(`${filter}&${order}`)
        expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
        const first = await list(`${filter}&${order}`)
        expect(first.total).toBe(expected.length)
        const key = order.startsWith('sort=due') ? 'dueAt' : order.startsWith('sort=reg') ? 'registeredAt' : 'updatedAt'
        const keys = found.flatMap((row) => row[key] ?? [])
        const sorted = [...keys].sort()
        expect(keys).toEqual(/desc|updated/.test(order) ? sorted.reverse() : sorted)
      })
    }
  }

  it.each(['', 'type=complaint', 'mine=true', 'step=report', 'unit=east', 'q=路灯'])(
    'groups by next step, nearest clock first in each, and counts what it shows: %s',
    async (filter) => {
      const found = await everyPage(`${filter}&sort=step`)
      const flat = await everyPage(`${filter}&sort=due`)
      expect(found.map(({ id }) => id).sort()).toEqual(flat.map(({ id }) => id).sort())
      const { counts, total } = await list(`${filter}&sort=step`)
      const groups = Object.groupBy(found, ({ nextStep }) => nextStep)
      expect(Object.keys(groups)).toEqual(nextSteps.filter((step) => groups[step]))
      const step = /step=(\w+)/.exec(filter)?.[1]
      const counted = Object.entries(counts).filter(([name, count]) => count > 0 && (!step || name === step))
      expect(Object.fromEntries(counted)).toEqual(
        Object.fromEntries(Object.entries(groups).map(([name, rows]) => [name, rows?.length])),
      )
      expect(total).toBe(found.length)
      // Each step in one run, and in it the order that the ungrouped list has.
      expect(found.map(({ id }) => id)).toEqual(
        nextSteps.flatMap((each) => flat.filter(({ nextStep }) => nextStep === each).map(({ id }) => id)),
      )
    },
  )

  it('says who made each row what it is, and when', async () => {
    const { scribe } = app.house
    const actor = { kind: 'person', id: 'staff-1', role: 'agent', unit: 'hotline' } as const
    const position = await scribe.write('case-c9', [{ type: 'NoteAdded', data: { text: '看过' } }], { at, actor })
    const { rows } = await list(`limit=200&sort=updated&after=${position}`)
    expect(rows.find(({ id }) => id === 'c9')).toMatchObject({
      last: {
        type: 'NoteAdded',
        at: expect.any(String) as string,
        by: { id: 'staff-1', name: '王芳', kind: 'person' },
      },
    })
  })

  it('shows each viewer what concerns the units below his, and protected callers to few', async () => {
    for (const [units, isProtected] of [
      [['east'], true],
      [['west-1'], false],
      [['hotline'], false],
      [[], true],
    ] as const) {
      app.told.viewer = aViewer({ units: [...units], protected: isProtected })
      const expected = app.visible([...units], isProtected).map(({ id }) => id)
      expect((await everyPage('sort=registered')).map(({ id }) => id).sort()).toEqual(expected.sort())
      const { body } = await app.get('/api/counts')
      expect(body).toMatchObject({ total: expected.length })
    }
  })

  it('shows protected callers only where the permission for that reaches', async () => {
    app.told.viewer = aViewer({ units: ['city'], protectedUnits: ['east'] })
    const expected = [...app.visible(['city'], false), ...app.visible(['east'], true)]
    const found = await everyPage('sort=registered')
    expect(found.map(({ id }) => id).sort()).toEqual([...new Set(expected.map(({ id }) => id))].sort())
  })

  it('counts each step as it lists it, and overdue by the clock', async () => {
    const { counts, total } = await list('')
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total)
    for (const [step, count] of Object.entries(counts)) expect((await list(`step=${step}`)).total).toBe(count)
    const { body } = await app.get('/api/counts')
    const now = '2025-03-01T04:00:00.000Z'
    const overdue = app.rows.filter(({ row }) => (nearestClock(row.progress)?.dueAt ?? now) < now)
    expect(body).toMatchObject({ overdue: overdue.length, steps: counts })
  })

  it('hides numbers in titles, and names units and categories', async () => {
    const { rows: shown } = await list('type=complaint&limit=1')
    expect(shown[0]).toMatchObject({ title: '路灯不亮', flags: { rework: expect.any(Boolean) as boolean } })
  })

  it('refuses what it does not understand and names the field', async () => {
    for (const [query, field] of [
      ['cursor=%00', 'cursor'],
      ['cursor=eyJhIjoxfQ', 'cursor'],
      ['limit=0', 'limit'],
      ['sort=name', 'sort'],
      ['colour=red', 'colour'],
      ['after=x', 'after'],
    ] as const) {
      expect(await app.get(`/api/work-list?${query}`)).toMatchObject({ status: 400, body: { field } })
    }
    const { nextCursor } = await list('limit=1&sort=due')
    expect(await app.get(`/api/work-list?sort=updated&cursor=${nextCursor}`)).toMatchObject({ status: 400 })
  })

  it('waits for what was just written, or says that it is behind', async () => {
    const { scribe } = app.house
    const position = await scribe.write('case-c4', [{ type: 'NoteAdded', data: { text: '刚写' } }], { at })
    const { body } = await app.get(`/api/cases/c4/timeline?after=${position}`)
    expect(JSON.stringify(body)).toContain('刚写')
    expect(body['behind']).toBeUndefined()
    const far = await app.get(`/api/work-list?after=${position + 1_000_000n}`)
    expect(far.body).toMatchObject({ behind: true })
  })
})
