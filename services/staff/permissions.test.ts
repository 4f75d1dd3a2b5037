import { describe, expect, it } from 'vitest'

import { aReference } from '../../test/support/aReference.ts'
import { permissionWords } from '../kernel/notPermitted.ts'
import { staffEvents } from './events.ts'
import { permissions, permissionsOf, reachableUnits, reaches, reachingGrant, roleNames, roles } from './permissions.ts'

const positions = ['city', 'north', 'north-lake', 'north-lake-1', 'water'] as const

describe('what a grant reaches', () => {
  it('is its unit and everything below it, for every role, permission and position', () => {
    const grants = roleNames.flatMap((role) => positions.map((unit) => ({ role, unit })))
    const asked = permissions.flatMap((permission) => positions.map((concerned) => ({ permission, concerned })))
    for (const grant of grants) {
      for (const { permission, concerned } of asked) {
        const expected = roles[grant.role].includes(permission) && aReference.isWithin(concerned, grant.unit)
        expect(reaches([grant], permission, [concerned], aReference)).toBe(expected)
      }
    }
  })

  it('is one of several units, and of several grants the topmost acts', () => {
    const grants = [
      { role: 'handler', unit: 'north-lake' },
      { role: 'handler', unit: 'north' },
    ] as const
    expect(reachingGrant(grants, 'case.sign', ['water', 'north-lake-1'], aReference)).toEqual(grants[1])
    expect(reachingGrant(grants, 'case.sign', ['water'], aReference)).toBeUndefined()
  })

  it('is the whole installation only from the root', () => {
    expect(reaches([{ role: 'administrator', unit: 'city' }], 'dictionary.edit', [], aReference)).toBe(true)
    expect(reaches([{ role: 'administrator', unit: 'north' }], 'dictionary.edit', [], aReference)).toBe(false)
  })

  it('is nothing without a grant, for an unknown unit, and for a name that is no permission', () => {
    expect(reaches([], 'case.view', ['city'], aReference)).toBe(false)
    expect(reaches([{ role: 'handler', unit: 'city' }], 'case.view', ['nowhere'], aReference)).toBe(false)
    expect(reaches([{ role: 'handler', unit: 'nowhere' }], 'case.view', ['city'], aReference)).toBe(false)
    for (const name of ['', 'case', 'case.*', 'toString', '__proto__']) {
      expect(reaches([{ role: 'supervisor', unit: 'city' }], name, ['city'], aReference)).toBe(false)
    }
  })

  it('is told to queries as the topmost units', () => {
    const grants = [
      { role: 'handler', unit: 'north' },
      { role: 'auditor', unit: 'water' },
      { role: 'reviewer', unit: 'north' },
    ] as const
    expect(reachableUnits(grants, 'case.view')).toEqual(['north', 'water'])
    expect(reachableUnits(grants, 'case.view-protected')).toEqual(['water'])
    expect(reachableUnits(grants, 'staff.manage')).toEqual([])
    expect(permissionsOf(grants)).toContain('access.view')
  })
})

describe('roles', () => {
  it('name each permission once, and every permission is in some role', () => {
    for (const role of roleNames) expect(new Set(roles[role]).size).toBe(roles[role].length)
    const unused = permissions.filter((permission) => !roleNames.some((role) => roles[role].includes(permission)))
    expect(unused).toEqual([])
  })

  it('keep ordering an erasure apart from carrying it out, and giving out roles apart from cases', () => {
    for (const role of roleNames) {
      const has = (permission: (typeof permissions)[number]) => roles[role].includes(permission)
      expect(has('erasure.order') && has('erasure.execute')).toBe(false)
      expect(has('staff.manage') && has('case.view')).toBe(false)
    }
  })

  it('are those that the events know', () =>
    expect(staffEvents.RoleGranted.data.properties.role.anyOf.map((one) => one.const)).toEqual([...roleNames]))
})

describe('a permission', () => {
  it('has words for whoever lacks it', () => {
    expect(Object.keys(permissionWords).toSorted()).toEqual([...permissions].toSorted())
  })
})
