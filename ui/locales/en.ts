import { actions } from './en/actions.ts'
import { admin } from './en/admin.ts'
import { audit } from './en/audit.ts'
import { casePage } from './en/case.ts'
import { common } from './en/common.ts'
import { demo } from './en/demo.ts'
import { history } from './en/history.ts'
import { leader } from './en/leader.ts'
import { person } from './en/person.ts'
import { register } from './en/register.ts'
import { search } from './en/search.ts'
import { shell } from './en/shell.ts'
import { signIn } from './en/signIn.ts'
import { terms } from './en/terms.ts'
import { timeline } from './en/timeline.ts'
import { workList } from './en/workList.ts'

export default {
  common,
  shell,
  signIn,
  terms,
  timeline,
  workList,
  register,
  person,
  casePage,
  actions,
  search,
  history,
  audit,
  admin,
  leader,
  demo,
}
