import 'server-only'
import { z } from 'zod'
import { UpstreamError } from '@/lib/core/errors'
import { parseUpstreamJson } from '@/lib/oci/json'

const SHAPES = { repositories: shapeWith('repositories'), tags: shapeWith('tags') }

/** A list of names as a registry sent it, before any of them is believed. */
export function readNames(bytes: Uint8Array, key: keyof typeof SHAPES): readonly unknown[] {
  const result = SHAPES[key].safeParse(parseUpstreamJson(bytes))
  if (result.success) return result.data[key] ?? []
  throw new UpstreamError('upstream-invalid', `The registry sent no list of ${key}.`, { cause: result.error })
}

function shapeWith(key: string) {
  return z.object({ [key]: z.array(z.unknown()).nullable() })
}

/** Collects names that hold a grammar, each once, and counts those that do not. */
export class NameSet<Name extends string> {
  readonly #isName: (text: string) => text is Name
  readonly #names = new Set<Name>()
  readonly #refused = new Set<string>()

  constructor(isName: (text: string) => text is Name) {
    this.#isName = isName
  }

  /** Answers whether any of them was new. */
  addAll(values: readonly unknown[]): boolean {
    const before = this.#names.size + this.#refused.size
    for (const value of values) {
      if (typeof value === 'string' && this.#isName(value)) this.#names.add(value)
      else this.#refused.add(String(JSON.stringify(value)).slice(0, 300))
    }
    return this.#names.size + this.#refused.size > before
  }

  add(name: Name): void {
    this.#names.add(name)
  }

  has(name: Name): boolean {
    return this.#names.has(name)
  }

  get names(): readonly Name[] {
    return [...this.#names]
  }

  get skipped(): number {
    return this.#refused.size
  }
}
