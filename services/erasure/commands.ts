import { orderErasure } from './commands/orderErasure.ts'
import { refuseErasure } from './commands/refuseErasure.ts'
import { requestErasure } from './commands/requestErasure.ts'

export const erasureCommands = { requestErasure, orderErasure, refuseErasure }
