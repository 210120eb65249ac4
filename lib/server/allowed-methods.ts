import 'server-only'
import { PATHS } from '@/lib/api/client/paths'

/** Addresses outside of the contracts. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['GET', '/api/health/live'],
  ['GET', '/api/health/ready'],
  ['GET', '/api/metrics'],
  ['GET', '/api/openapi.json'],
  ['GET', '/api/token'],
  ['POST', '/api/hooks/{registry}'],
]
const PATTERNS = [...Object.values(PATHS), ...OTHERS].map(([method, path]) => ({
  method,
  pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
}))

/** What an address of the API may be asked by, as `Allow` says it; undefined for what is no such address. */
export function allowedMethods(path: string): string | undefined {
  const methods = PATTERNS.flatMap(({ method, pattern }) => (pattern.test(path) ? [method] : []))
  if (methods.length === 0) return undefined
  const reads = methods.includes('GET') ? ['HEAD'] : []
  return [...new Set([...methods, ...reads, 'OPTIONS'])].toSorted().join(', ')
}
