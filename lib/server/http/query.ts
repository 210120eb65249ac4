import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/errors'

/** Query parameters by name. A name given twice has no meaning here, and one we do not know is a mistake. */
export function readQuery(search: URLSearchParams, schema: z.ZodObject | undefined): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of search) {
    if (schema === undefined || !Object.hasOwn(schema.shape, name)) throw unknownParameter(schema)
    if (Object.hasOwn(values, name)) {
      throw new AppError('duplicate-parameter', `The parameter ${name} stands twice.`)
    }
    if (value.includes('\u0000')) {
      throw new AppError('invalid-request', `The parameter ${name} holds a NUL.`)
    }
    values[name] = value
  }
  return values
}

function unknownParameter(schema: z.ZodObject | undefined): AppError {
  const known = Object.keys(schema?.shape ?? {})
  const hint = known.length > 0 ? `Known are ${known.join(', ')}.` : 'This address takes none.'
  return new AppError('unknown-field', `There is a query parameter that is not known. ${hint}`)
}
