import type { Page } from 'playwright-core'

import { workedOut } from '../../../ui/pages/leader/arithmetic.ts'
import { askedFrom } from '../../../ui/pages/leader/asked.ts'
import { changeOf, countText, percentText } from '../../../ui/pages/leader/figures.ts'

/** A number as it stands on the page: what it says, what it opens, and whether it is a change to an earlier window. */
export type OnPage = {
  readonly text: string
  readonly href: string
  readonly where: string
  readonly isChange: boolean
}

/** Everything on the page that opens, read in one moment. */
export async function numbersOn(page: Page): Promise<OnPage[]> {
  const found = await page.locator('a.number-link').evaluateAll((links) =>
    links.map((link) => ({
      text: String(link.textContent).trim(),
      title: String(link.getAttribute('title')),
      href: String(link.getAttribute('href')),
      where: String(link.closest('.figure, .hot, .key')?.querySelector('h2, h3')?.textContent).trim(),
      isChange: link.closest('.change') !== null,
    })),
  )
  // A word that is a number's evidence says the number when it is pointed at.
  return found.map(({ title, ...number }) => (/\d|n\/a|持平/.test(number.text) ? number : { ...number, text: title }))
}

/** Cells that show a number without opening it. */
export const closedNumbersOn = (page: Page): Promise<{ column: string; text: string }[]> =>
  page.locator('table tbody td').evaluateAll((cells) =>
    cells
      .filter((cell) => /[1-9]/.test(String(cell.textContent)) && !cell.querySelector('a'))
      .map((cell) => {
        const at = Array.from(cell.parentElement?.children ?? []).indexOf(cell)
        const head = cell.closest('table')?.querySelectorAll('thead th')[at]
        return { column: String(head?.textContent).trim(), text: String(cell.parentElement?.textContent).trim() }
      }),
  )

type Opened = { readonly metric: string; readonly query: URLSearchParams }
type Members = {
  rows: { id: string; weight: number }[]
  nextCursor: string | null
  total: number
  weight: number
  hidden: number
}
type Parts = Readonly<Record<string, readonly string[]>>

/** Opens numbers as their page does, by HTTP with the page's own session; each list once. */
export class OpenNumbers {
  readonly #page: Page
  readonly #parts: Parts
  readonly #lists = new Map<string, Promise<number>>()

  constructor(page: Page, parts: Parts) {
    this.#page = page
    this.#parts = parts
  }

  static async of(page: Page): Promise<OpenNumbers> {
    const { metrics } = (await (await page.request.get('/api/metrics')).json()) as {
      metrics: { name: string; parts: object }[]
    }
    return new OpenNumbers(page, Object.fromEntries(metrics.map(({ name, parts }) => [name, Object.keys(parts)])))
  }

  get listed(): number {
    return this.#lists.size
  }

  /** Goes through the whole list, page by page, and adds its cases up. */
  async #walk(address: string): Promise<number> {
    const ids = new Set<string>()
    let [cursor, sum] = ['', 0]
    for (;;) {
      const response = await this.#page.request.get(`${address}&limit=999${cursor && `&cursor=${cursor}`}`)
      if (!response.ok()) throw new Error(`${address} answered ${response.status()}: ${await response.text()}`)
      const page = (await response.json()) as Members
      for (const { id, weight } of page.rows) {
        ids.add(id)
        sum += weight
      }
      if (page.nextCursor) cursor = page.nextCursor
      else if (ids.size + page.hidden !== page.total) throw new Error(`${address} lists ${ids.size} of ${page.total}`)
      // Cases whose callers asked for protection are counted and not listed.
      else return page.hidden > 0 ? page.weight : sum
    }
  }

  #list(opened: Opened, part: string, window: string): Promise<number> {
    const { params, by, key } = askedFrom(Object.fromEntries(opened.query))
    const query = new URLSearchParams({ ...params, by: by.join(','), part, window })
    if (key !== null) query.set('key', key)
    const address = `/api/metrics/${opened.metric}/members?${query.toString()}`
    const known = this.#lists.get(address) ?? this.#walk(address)
    this.#lists.set(address, known)
    return known
  }

  async #counts(opened: Opened, window: string): Promise<Record<string, number>> {
    const names = this.#parts[opened.metric] ?? []
    const counts = await Promise.all(names.map((part) => this.#list(opened, part, window)))
    return Object.fromEntries(names.map((part, index) => [part, counts[index] ?? 0]))
  }

  /** The rate that the lists give, worked out as the number's page shows it. */
  async #value(opened: Opened, window: string): Promise<{ kind: 'count' | 'rate'; value: number | null }> {
    const counts = await this.#counts(opened, window)
    const worked = workedOut(opened.metric, counts, Object.fromEntries(opened.query))
    const part = opened.query.get('part') ?? ''
    return worked ? { kind: 'rate', value: worked.result } : { kind: 'count', value: counts[part] ?? 0 }
  }

  async #change(opened: Opened): Promise<string> {
    const [now, then] = [await this.#value(opened, ''), await this.#value(opened, opened.query.get('window') ?? '')]
    if (now.value === null || then.value === null) return 'n/a'
    const change = now.kind === 'rate' ? now.value - then.value : share(now.value - then.value, then.value)
    const compared = { counts: {}, values: {}, change: { value: change } }
    return changeOf(compared, { main: 'value', kind: now.kind }, 'zh-CN')?.text ?? 'n/a'
  }

  /** All that a list may make of a number: its count, its rate, its part of the whole. */
  async #readings(opened: Opened): Promise<string[]> {
    const [part, window] = [opened.query.get('part') ?? '', opened.query.get('window') ?? '']
    const counts = await this.#counts(opened, window)
    const own = counts[part] ?? 0
    const whole = new URLSearchParams(opened.query)
    whole.delete('key')
    const all = opened.query.has('key') ? await this.#list({ ...opened, query: whole }, part, window) : 0
    const { value } = await this.#value(opened, window)
    const said = [value, ...sharesOf(opened.metric, counts, own), share(own, all)]
    const rates = said.filter((rate): rate is number => rate !== null && rate <= 1)
    const texts = [countText(own, 'zh-CN'), ...rates.map((rate) => percentText(rate, 'zh-CN'))]
    return own === 0 ? [...texts, 'n/a'] : texts
  }

  async #isSaid(opened: Opened, { text, isChange }: OnPage): Promise<readonly string[]> {
    const said = /n\/a|持平|[\d,]+(\.\d+)?%?/.exec(text.replace(spans, ''))?.[0] ?? ''
    const expected = isChange ? [await this.#change(opened)] : await this.#readings(opened)
    const isSame = said === '持平' ? expected.every((each) => /^0(\.0)?%?$/.test(each)) : expected.includes(said)
    return isSame ? [] : expected
  }

  /** What is wrong with a number; undefined: its list says the same. */
  async difference(number: OnPage): Promise<string | undefined> {
    const url = new URL(number.href, 'http://page')
    const opened = { metric: url.pathname.split('/').at(-1) ?? '', query: url.searchParams }
    if (opened.metric === 'handling-time' && /小时/.test(number.text)) return this.#isListed(opened, number)
    const expected = await this.#isSaid(opened, number)
    return expected.length === 0
      ? undefined
      : `${number.where}: ${number.text} opens ${expected.join(' or ')} at ${number.href}`
  }

  /** A median cannot be told from how many there are: that there are cases must do. */
  async #isListed(opened: Opened, { text, href }: OnPage): Promise<string | undefined> {
    return (await this.#list(opened, 'cases', '')) > 0 ? undefined : `${text} opens nothing at ${href}`
  }
}

/** Numbers in words that are no figures: `24 小时内到期 2`. */
const spans = /24 小时内|近 \d+ 天/

const share = (n: number, of: number): number | null => (of > 0 ? n / of : null)

/** Shares that a tile shows beside its value: 参评率, and the single rates of a score. */
function sharesOf(metric: string, counts: Readonly<Record<string, number>>, own: number): (number | null)[] {
  const { satisfied = 0, basically = 0, denominator = 0, closed = 0 } = counts
  const evaluated = share(denominator, closed)
  if (metric !== 'unit-ranking') return [evaluated]
  return [evaluated, share(own, denominator), share(satisfied + 0.9 * basically, denominator)]
}
