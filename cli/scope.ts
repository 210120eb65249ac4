import { contracts } from '@/lib/api/contracts'
import { UsageError } from './command'

/** `main/team-a`, `main`, `*` for every registry, or `*` with a path for that path in every registry. */
export function parseScope(text: string): { registry: string | null; path: string } {
  const [registry = '', ...rest] = text.split('/')
  const scope = { registry: registry === '*' ? null : registry, path: rest.join('/') }
  const parsed = contracts.createGrants.body.shape.scopes.element.safeParse(scope)
  if (parsed.success) return parsed.data
  throw new UsageError(`--on: ${parsed.error.issues[0]?.message ?? 'this is no scope'}`)
}

/** A scope as it is written on the command line. */
export function formatScope({ registry, path }: { registry: string | null; path: string }): string {
  return [registry ?? '*', path].filter(Boolean).join('/')
}
