import { concernedUnits } from '../../projections/cases/progress.ts'
import { sightOf } from '../../projections/queries/viewer.ts'
import type { WorkListRow } from '../../projections/workList/workList.ts'
import { cityFacts } from './aCityOfFacts.ts'
import { aQueryApp } from './aQueryApp.ts'
import { aViewer } from './projecting.ts'

const at = '2025-08-01T00:00:00.000Z'

/** 400 cases of a small city behind the read routes, and the rows as they stand, to compare answers with. */
export async function aQueriedCity() {
  const app = await aQueryApp()
  const { house, reference } = app
  await house.scribe.writeAll(cityFacts({ cases: 400, seed: 5, from: '2025-01-01T00:00:00.000Z', days: 100 }))
  const received = {
    channel: 'phone',
    unit: 'hotline',
    language: 'zh-CN',
    receivedAt: at,
    callerName: '王小明',
    callerNumber: '13812341234',
    callerKind: 'person',
  }
  await house.scribe.write('contact-k1', [{ type: 'ContactReceived', data: received }], { at })
  const linked = { contact: 'k1', as: 'progress', text: '问进度' }
  await house.scribe.write('case-c2', [{ type: 'ContactLinked', data: linked }], { at })
  house.start()
  await house.settled()
  const stored = house.views.read('workList').prepare('SELECT id, row FROM state').all() as {
    id: string
    row: string
  }[]
  const rows = stored.map(({ id, row }) => ({ id, row: JSON.parse(row) as WorkListRow }))
  const visible = (units: readonly string[], isProtected: boolean) => {
    const sees = sightOf(aViewer({ units, protected: isProtected }), reference)
    return rows.filter(({ row: { facts, progress } }) =>
      sees({ units: concernedUnits(progress), protected: facts.identityProtected }),
    )
  }
  const remove = async () => {
    await app.app.close()
    await house.remove()
  }
  return { ...app, rows, visible, remove }
}
