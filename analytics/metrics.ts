import type { Metric } from './kernel/metric.ts'
import { caseVolume } from './metrics/caseVolume.ts'
import { directAnswerRate, returnRate, reworkRate, signOnTimeRate } from './metrics/dispatchRates.ts'
import { handlingTime } from './metrics/handlingTime.ts'
import { hotspots } from './metrics/hotspots.ts'
import { newCasesMap } from './metrics/newCasesMap.ts'
import { onTimeRate } from './metrics/onTimeRate.ts'
import { openCases, overdueCases } from './metrics/openCases.ts'
import { structure } from './metrics/structure.ts'
import { resolutionRate, responseRate, satisfactionRate, unitRanking } from './metrics/threeRates.ts'
import { districtByCategory, topCategories } from './metrics/topCategories.ts'

/** Every question that can be asked; the routes follow from the list. */
export const metrics: readonly Metric[] = [
  caseVolume,
  onTimeRate,
  overdueCases,
  openCases,
  responseRate,
  resolutionRate,
  satisfactionRate,
  unitRanking,
  topCategories,
  districtByCategory,
  handlingTime,
  returnRate,
  signOnTimeRate,
  reworkRate,
  directAnswerRate,
  hotspots,
  newCasesMap,
  structure,
]
