import 'server-only'

/** What the codes of a failing registry mean to the person who looks after it. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  'not-found': 'The registry says it is not there.',
  'upstream-blocked':
    'Assay may not connect to this address; the operator allows more with ASSAY_ALLOWED_CIDRS.',
  'upstream-unreachable': 'The registry could not be reached, or closed the connection.',
  'upstream-tls': 'The certificate of the registry could not be verified.',
  'upstream-auth': 'The registry did not accept the credentials.',
  'upstream-denied': 'The credentials are not allowed to do this.',
  'upstream-error': 'The registry answered with an error.',
  'upstream-invalid': 'The registry sent something that breaks the specification.',
  'upstream-ambiguous': 'The manifest can be read as more than one kind.',
  'upstream-too-large': 'The registry sent more than Assay reads.',
  'upstream-digest-mismatch': 'The registry sent other bytes than the digest names.',
  'upstream-encoding': 'The registry compressed an answer without being asked to.',
  'upstream-redirect': 'The registry sent Assay to another address.',
  'upstream-link': 'The registry names a next page Assay does not follow.',
  'upstream-rate-limited': 'The registry is limiting requests.',
  'upstream-timeout': 'The registry did not answer in time.',
  'realm-confirmation-required':
    'The registry sends sign-ins to another address, which an admin has to confirm.',
  'realm-not-allowed': 'The registry names a token realm Assay does not accept.',
}

/** A sentence for a stored problem code; a general one for a code it does not know. */
export function explainProblem(code: string): string {
  return EXPLANATIONS[code] ?? 'The registry could not be read.'
}
