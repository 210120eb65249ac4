import { z } from 'zod'

export type JsonSchema = Readonly<Record<string, unknown>>

const NODE = z.record(z.string(), z.unknown())
const DEFINITIONS = z.record(z.string(), NODE)

/** Collects named schemas of many documents in one place, as OpenAPI wants them. */
export class SchemaCollection {
  readonly #schemas = new Map<string, JsonSchema>()

  /** The JSON Schema of a zod schema; what has an id is kept here and referred to. */
  add(schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema {
    const whole = NODE.parse(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))
    const { $schema: _, $defs, ...root } = NODE.parse(relocate(whole))
    for (const [name, definition] of Object.entries(DEFINITIONS.parse($defs ?? {})))
      this.#keep(name, definition)

    const { id, ...unnamed } = root
    if (typeof id !== 'string') return root
    this.#keep(id, unnamed)
    return { $ref: `#/components/schemas/${id}` }
  }

  /** Everything named, sorted, so that the document is the same each time. */
  all(): Record<string, JsonSchema> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  #keep(name: string, { id: _, ...definition }: JsonSchema): void {
    this.#schemas.set(name, definition)
  }
}

/** Points references at where the definitions end up, and drops bounds that only say “a safe integer”. */
function relocate(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relocate)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).filter(([, value]) => !isSafeIntegerBound(value))
  return Object.fromEntries(entries.map(([key, value]) => [key, relocateEntry(key, value)]))
}

function relocateEntry(key: string, value: unknown): unknown {
  if (key !== '$ref' || typeof value !== 'string') return relocate(value)
  return value.replace(/^#\/\$defs\//, '#/components/schemas/')
}

function isSafeIntegerBound(value: unknown): boolean {
  return value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER
}
