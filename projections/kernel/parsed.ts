import type { Envelope, Metadata } from '../../services/kernel/event.ts'
import type { RecordedEvent } from '../../services/kernel/eventStore.ts'

/** An event on its way through all projections: parsed when the first of them asks, and only once. */
export class Parsed {
  readonly event: RecordedEvent
  readonly category: string
  readonly id: string
  #data: unknown
  #envelope: Envelope | undefined

  constructor(event: RecordedEvent) {
    const cut = event.stream.indexOf('-')
    this.event = event
    this.category = cut < 0 ? event.stream : event.stream.slice(0, cut)
    this.id = event.stream.slice(cut + 1)
  }

  get data(): unknown {
    return (this.#data ??= JSON.parse(this.event.dataText))
  }

  get envelope(): Envelope {
    const { id, stream, revision, position } = this.event
    return (this.#envelope ??= { id, stream, revision, position, metadata: this.metadata() })
  }

  private metadata(): Metadata {
    return JSON.parse(this.event.metadataText) as Metadata
  }
}
