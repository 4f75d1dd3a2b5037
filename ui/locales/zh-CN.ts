import { actions } from './zh-CN/actions.ts'
import { admin } from './zh-CN/admin.ts'
import { audit } from './zh-CN/audit.ts'
import { casePage } from './zh-CN/case.ts'
import { common } from './zh-CN/common.ts'
import { demo } from './zh-CN/demo.ts'
import { history } from './zh-CN/history.ts'
import { leader } from './zh-CN/leader.ts'
import { person } from './zh-CN/person.ts'
import { register } from './zh-CN/register.ts'
import { search } from './zh-CN/search.ts'
import { shell } from './zh-CN/shell.ts'
import { signIn } from './zh-CN/signIn.ts'
import { terms } from './zh-CN/terms.ts'
import { timeline } from './zh-CN/timeline.ts'
import { workList } from './zh-CN/workList.ts'

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
