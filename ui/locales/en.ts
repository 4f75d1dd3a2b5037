import { actions } from './en/actions.ts'
import { casePage } from './en/case.ts'
import { common } from './en/common.ts'
import { history } from './en/history.ts'
import { register } from './en/register.ts'
import { search } from './en/search.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/signIn.ts'
import { terms } from './en/terms.ts'
import { timeline } from './en/timeline.ts'
import { workList } from './en/workList.ts'

export default { common, shell, signIn, terms, timeline, workList, register, casePage, actions, search, history }
