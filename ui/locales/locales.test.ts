import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import en from './en.ts'
import zh from './zh-CN.ts'

const flat = (value: unknown, path = ''): [string, string][] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([name, inner]) => flat(inner, path ? `${path}.${name}` : name))

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted().join()
const ui = join(import.meta.dirname, '..')
const sources = readdirSync(ui, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(vue|ts)$/.test(name) && !/test|dist|locales/.test(name))
  .map((name) => readFileSync(join(ui, name), 'utf8'))

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(flat(en).map(([path]) => path)).toEqual(flat(zh).map(([path]) => path))
  })

  it('leave nothing empty', () => {
    expect([...flat(zh), ...flat(en)].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('use the same placeholders', () => {
    const english = new Map(flat(en))
    const differing = flat(zh).filter(([path, text]) => placeholders(english.get(path) ?? '') !== placeholders(text))
    expect(differing).toEqual([])
  })

  it('know every key that the pages name', () => {
    const keys = new Set(flat(zh).map(([path]) => path))
    const named = sources.flatMap((source) => [...source.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key]) => key ?? ''))
    expect(named.filter((key) => !keys.has(key))).toEqual([])
  })
})
