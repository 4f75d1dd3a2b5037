import { textIn, type Form } from './form.ts'

export const roles = [
  'agent',
  'dispatcher',
  'handler',
  'reviewer',
  'visitor',
  'supervisor',
  'leader',
  'auditor',
  'administrator',
  'confidential',
] as const

export type StaffRow = {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly unit: string
  readonly demo: boolean
  readonly suspended: boolean
  readonly grants: readonly { readonly role: string; readonly unit: string }[]
  readonly grantsElsewhere: number
  readonly isMe: boolean
}

export const openAccount = (): Form => ({
  title: 'admin.do.openAccount',
  route: 'staff/open-account',
  fields: [
    { name: 'login', kind: 'line', label: 'login', hint: 'login' },
    { name: 'name', kind: 'line', label: 'name' },
    { name: 'unit', kind: 'unit', label: 'accountUnit', hint: 'accountUnit' },
  ],
  body: (values) => ({ login: textIn(values, 'login'), name: textIn(values, 'name'), unit: values['unit'] }),
})

export const grantRole = ({ id, name, unit }: StaffRow, roleName: (role: string) => string): Form => ({
  title: 'admin.do.grantRole',
  about: name,
  route: `staff/${id}/grant-role`,
  fields: [
    { name: 'role', kind: 'choice', label: 'role', options: roles.map((value) => ({ value, label: roleName(value) })) },
    { name: 'unit', kind: 'unit', label: 'roleUnit', hint: 'roleUnit', initial: unit },
  ],
  body: (values) => ({ role: values['role'], unit: values['unit'] }),
})

export const revokeRole = ({ id, name }: StaffRow, grant: { role: string; unit: string }): Form => ({
  title: 'admin.do.revokeRole',
  about: name,
  route: `staff/${id}/revoke-role`,
  fields: [],
  grave: true,
  body: () => grant,
})

export const setPassword = ({ id, name }: StaffRow): Form => ({
  title: 'admin.do.setPassword',
  about: name,
  route: `staff/${id}/change-password`,
  fields: [{ name: 'password', kind: 'password', label: 'password', hint: 'password' }],
  body: (values) => ({ password: values['password'] }),
})

const reason = { name: 'reason', kind: 'line', label: 'reason', optional: true } as const
const reasonBody = (values: Record<string, string>) =>
  textIn(values, 'reason') ? { reason: textIn(values, 'reason') } : {}

export const suspendAccount = ({ id, name }: StaffRow): Form => ({
  title: 'admin.do.suspendAccount',
  about: name,
  route: `staff/${id}/suspend-account`,
  fields: [reason],
  grave: true,
  body: reasonBody,
})

export const resumeAccount = ({ id, name }: StaffRow): Form => ({
  title: 'admin.do.resumeAccount',
  about: name,
  route: `staff/${id}/resume-account`,
  fields: [reason],
  body: reasonBody,
})
