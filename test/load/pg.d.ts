/** What the plain peer calls of `pg`, which ships no types. */
declare module 'pg' {
  type Answer = { readonly rows: readonly unknown[] }
  type Query = string | { readonly text: string; readonly rowMode: 'array' }
  type Client = { query(sql: Query, values?: readonly unknown[]): Promise<Answer>; release(): void }
  class Pool {
    constructor(options: { host: string; port: number; user: string; database: string; max: number })
    connect(): Promise<Client>
    query(sql: string, values?: readonly unknown[]): Promise<Answer>
    end(): Promise<void>
  }
  const pg: { Pool: typeof Pool }
  export default pg
  export type { Client, Pool }
}
