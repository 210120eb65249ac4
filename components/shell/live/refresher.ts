import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { type Concern, EVERYTHING } from './concerns'

/** What is shown is read anew at most so often, however fast changes come. */
const QUERIES_EVERY_MS = 1_000
const PAGE_EVERY_MS = 2_500

export interface RefreshParts {
  readonly client: QueryClient
  /** Draws the page anew on the server. */
  readonly refreshPage: () => void
  readonly path: () => string
}

/** Gathers what became old and reads it again: the first change at once, those after it together. */
export class Refresher {
  readonly #parts: RefreshParts
  readonly #keys = new Map<string, QueryKey>()
  #isPageOld = false
  readonly #queries: Pace
  readonly #page: Pace

  constructor(parts: RefreshParts) {
    this.#parts = parts
    this.#queries = new Pace(QUERIES_EVERY_MS, () => this.#refreshQueries())
    this.#page = new Pace(PAGE_EVERY_MS, () => this.#refreshPage())
  }

  add({ queryKeys, isDrawnOn }: Concern): void {
    for (const key of queryKeys) this.#keys.set(JSON.stringify(key), key)
    this.#queries.ask()
    if (!isDrawnOn(this.#parts.path())) return
    this.#isPageOld = true
    this.#page.ask()
  }

  everything(): void {
    this.add(EVERYTHING)
  }

  stop(): void {
    this.#queries.stop()
    this.#page.stop()
  }

  async #refreshQueries(): Promise<void> {
    const { client } = this.#parts
    const keys = [...this.#keys.values()]
    this.#keys.clear()
    await Promise.allSettled(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
  }

  #refreshPage(): void {
    if (!this.#isPageOld) return
    this.#isPageOld = false
    this.#parts.refreshPage()
  }
}

/** Does a thing when asked, again only an interval after it was done, and never forgets the last time it was asked. */
class Pace {
  readonly #everyMs: number
  readonly #act: () => unknown
  #timer: ReturnType<typeof setTimeout> | undefined
  #isBusy = false
  #isAsked = false

  constructor(everyMs: number, act: () => unknown) {
    this.#everyMs = everyMs
    this.#act = act
  }

  ask(): void {
    if (this.#isBusy) this.#isAsked = true
    else void this.#do()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#isBusy = false
    this.#isAsked = false
  }

  async #do(): Promise<void> {
    this.#isBusy = true
    await this.#act()
    this.#timer = setTimeout(() => {
      this.#isBusy = false
      if (!this.#isAsked) return
      this.#isAsked = false
      this.ask()
    }, this.#everyMs)
  }
}
