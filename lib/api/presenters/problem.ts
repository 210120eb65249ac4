import 'server-only'
import { explainProblem } from '@/lib/registry/explain'

/** What the codes mean that are not a registry's. */
const MESSAGES: Readonly<Record<string, string>> = {
  'not-found': 'The registry lists it, but says that it is not there.',
  'database-busy': 'The database was busy.',
  'mass-vanish':
    'Far more repositories than usual are missing from the registry’s list. None was removed; check the registry.',
  internal: 'Something went wrong inside Assay; the log says what.',
}

/** A problem with its code and one sentence; null for none. */
export function presentProblem(code: string | null) {
  if (code === null) return null
  return { code, message: MESSAGES[code] ?? explainProblem(code) }
}
