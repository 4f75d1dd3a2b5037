import { request, type IncomingMessage } from 'node:http'

export type Heard = { readonly event: string; readonly id: string; readonly data: Record<string, string> }

/** A browser's side of a live feed: what it hears, and when it was sent away. */
export class EventSourceClient {
  readonly heard: Heard[] = []
  ended = false
  #response: IncomingMessage | undefined
  #rest = ''

  static open(url: string, lastEventId?: string): Promise<EventSourceClient> {
    const client = new EventSourceClient()
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
    return new Promise((resolve, reject) => {
      const asking = request(url, { headers }, (response) => {
        client.#response = response
        response.setEncoding('utf8')
        response.on('data', (text: string) => client.#take(text))
        response.on('close', () => (client.ended = true))
        resolve(client)
      })
      asking.on('error', reject)
      asking.end()
    })
  }

  /** Stops reading, as a browser on a bad line does. */
  pause(): void {
    this.#response?.pause()
  }

  resume(): void {
    this.#response?.resume()
  }

  close(): void {
    this.#response?.destroy()
  }

  of(event: string): Heard[] {
    return this.heard.filter((one) => one.event === event)
  }

  #take(text: string): void {
    const parts = (this.#rest + text).split('\n\n')
    this.#rest = parts.pop() ?? ''
    for (const part of parts) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1] ?? ''
      const data = field('data')
      if (data)
        this.heard.push({ event: field('event'), id: field('id'), data: JSON.parse(data) as Record<string, string> })
    }
  }
}
