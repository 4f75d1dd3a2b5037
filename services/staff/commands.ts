import { changePassword } from './commands/changePassword.ts'
import { grantRole } from './commands/grantRole.ts'
import { openAccount } from './commands/openAccount.ts'
import { resumeAccount } from './commands/resumeAccount.ts'
import { revokeRole } from './commands/revokeRole.ts'
import { suspendAccount } from './commands/suspendAccount.ts'

/** `POST /api/staff/<command>`. `changePassword` is not among them: it goes through `passwordRoutes.ts`. */
export const staffCommands = { openAccount, grantRole, revokeRole, suspendAccount, resumeAccount }

export { changePassword }
