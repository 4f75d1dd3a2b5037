import { changeCategory } from './commands/changeCategory.ts'
import { changeUnit } from './commands/changeUnit.ts'
import { defineCategories } from './commands/defineCategories.ts'
import { defineUnit } from './commands/defineUnit.ts'
import { retireCategory } from './commands/retireCategory.ts'
import { retirePolicyRule } from './commands/retirePolicyRule.ts'
import { retireUnit } from './commands/retireUnit.ts'
import { setCalendarDays } from './commands/setCalendarDays.ts'
import { setCalendarHours } from './commands/setCalendarHours.ts'
import { setPolicyRule } from './commands/setPolicyRule.ts'

/** By dictionary: `POST /api/dictionaries/<dictionary>/<command>`. */
export const dictionaryCommands = {
  organisation: { defineUnit, changeUnit, retireUnit },
  categories: { defineCategories, changeCategory, retireCategory },
  calendar: { setCalendarDays, setCalendarHours },
  policy: { setPolicyRule, retirePolicyRule },
}
