export interface ErrorDescription {
  readonly detail: string
  readonly code: string
  /** Names the failure in the log of the server, where there is one. */
  readonly requestId: string | null
}

const UNREACHABLE: ErrorDescription = {
  detail: 'Assay could not be reached. Check the connection.',
  code: 'unreachable',
  requestId: null,
}

/** What to tell people about a thrown value: its `problem` where it carries one. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof Error && 'problem' in error && isDescription(error.problem)) return error.problem
  return UNREACHABLE
}

function isDescription(value: unknown): value is ErrorDescription {
  if (typeof value !== 'object' || value === null) return false
  return (
    'detail' in value &&
    typeof value.detail === 'string' &&
    'code' in value &&
    typeof value.code === 'string' &&
    'requestId' in value
  )
}
