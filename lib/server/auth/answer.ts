import 'server-only'

/** What next-auth writes its answer into, and the answer as a `Response`. */
export class AnswerCollector {
  readonly #headers = new Headers()
  #cookies: readonly string[] = []
  #status = 200
  #body: string | null = null

  status(code: number): this {
    this.#status = code
    return this
  }

  getHeader(name: string): readonly string[] | string | undefined {
    if (name.toLowerCase() === 'set-cookie') return [...this.#cookies]
    return this.#headers.get(name) ?? undefined
  }

  setHeader(name: string, value: string | readonly string[]): this {
    if (name.toLowerCase() === 'set-cookie') this.#cookies = typeof value === 'string' ? [value] : value
    else this.#headers.set(name, String(value))
    return this
  }

  json(value: unknown): void {
    this.#headers.set('content-type', 'application/json')
    this.#body = JSON.stringify(value)
  }

  send(value: unknown): void {
    if (typeof value === 'string' || value === undefined) this.#body = value ?? null
    else this.json(value)
  }

  end(): void {
    this.#body = null
  }

  get cookies(): readonly string[] {
    return this.#cookies
  }

  toResponse(): Response {
    for (const cookie of this.#cookies) this.#headers.append('set-cookie', cookie)
    return new Response(this.#body, { status: this.#status, headers: this.#headers })
  }
}
