import 'server-only'

/** Set by the page gate, over whatever a client sent under this name: the path that is being rendered. */
export const PATH_HEADER = 'x-assay-path'
