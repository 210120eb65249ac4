import 'server-only'

/** What a problem kept in the index means, for people. One table for every place that shows one. */
const MESSAGES: Readonly<Record<string, string>> = {
  'not-found': 'The registry lists it, but says that it has no such manifest.',
  'upstream-blocked': 'The address of the registry is not one Assay may connect to.',
  'upstream-unreachable': 'The registry could not be reached.',
  'upstream-tls': 'The registry’s certificate was not accepted.',
  'upstream-auth': 'The registry did not accept the credentials.',
  'upstream-denied': 'The registry’s account may not read this.',
  'upstream-error': 'The registry answered with an error.',
  'upstream-invalid': 'The registry sent something that breaks the specification.',
  'upstream-ambiguous': 'The manifest can be read as more than one kind, so it is not trusted.',
  'upstream-too-large': 'The registry sent more than Assay accepts.',
  'upstream-digest-mismatch': 'The registry sent content that does not have the digest it claims.',
  'upstream-encoding': 'The registry sent a compressed answer, which Assay does not accept.',
  'upstream-redirect': 'The registry sent Assay to a place it will not follow to.',
  'upstream-link': 'The registry’s list does not come to an end.',
  'upstream-rate-limited': 'The registry asked for fewer requests.',
  'upstream-timeout': 'The registry did not answer in time.',
  'database-busy': 'The database was busy.',
  'mass-vanish':
    'Far more repositories than usual are missing from the registry’s list. None was removed; check the registry.',
  internal: 'Something went wrong inside Assay; the log says what.',
}

/** A problem with its code and one sentence; null for none. */
export function presentProblem(code: string | null) {
  if (code === null) return null
  return { code, message: MESSAGES[code] ?? 'It did not work.' }
}
