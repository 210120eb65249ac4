import { z } from 'zod'
import type { JsonSchema } from './json-schema'

const SCHEMA = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  items: z.record(z.string(), z.unknown()).optional(),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  additionalProperties: z.unknown().optional(),
  required: z.array(z.string()).optional(),
  description: z.string().optional(),
  example: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
})

export interface Field {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  /** Bounds and what the contract says about it; '' for nothing. */
  readonly note: string
}

/** A schema's type in one short line: `string | null`, `Tag[]`, `"admin" | "viewer"`. */
export function typeText(schema: JsonSchema): string {
  const read = SCHEMA.parse(schema)
  if (read.$ref !== undefined) return read.$ref.split('/').at(-1) ?? 'object'
  if (read.enum) return read.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (read.anyOf) return [...new Set(read.anyOf.map(typeText))].join(' | ')
  if (Array.isArray(read.type)) return read.type.join(' | ')
  if (read.type === 'array') return `${bracketed(typeText(read.items ?? {}))}[]`
  return read.type ?? 'any'
}

/** The fields of an object, or of the objects a list holds; none for anything else. */
export function fieldsOf(schema: JsonSchema): readonly Field[] {
  const { properties = {}, required = [] } = SCHEMA.parse(schema)
  return Object.entries(properties).map(([name, field]) => ({
    name,
    type: typeText(field),
    isRequired: required.includes(name),
    note: noteOf(field),
  }))
}

/** A value the schema would take, for an example. Only what has to be there. */
export function sampleOf(schema: JsonSchema): unknown {
  const read = SCHEMA.parse(schema)
  if (read.example !== undefined) return read.example
  if (read.enum) return read.enum[0]
  if (read.anyOf?.[0]) return sampleOf(read.anyOf[0])
  if (read.type === 'object') {
    const required = Object.entries(read.properties ?? {}).filter(([name]) => read.required?.includes(name))
    return Object.fromEntries(required.map(([name, field]) => [name, sampleOf(field)]))
  }
  if (read.type === 'array') return []
  if (read.type === 'integer' || read.type === 'number') return read.minimum ?? 1
  return read.type === 'boolean' ? true : '…'
}

function noteOf(schema: JsonSchema): string {
  const read = SCHEMA.parse(schema)
  const length = rangeText(read.minLength, read.maxLength)
  const bounds = rangeText(read.minimum, read.maximum)
  return [read.description, length && `${length} characters`, bounds].filter(Boolean).join('; ')
}

function rangeText(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`
  if (most !== undefined) return `at most ${most}`
  return least === undefined ? '' : `at least ${least}`
}

function bracketed(type: string): string {
  return type.includes(' ') ? `(${type})` : type
}
