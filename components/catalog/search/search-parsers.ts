import { createLoader, parseAsString } from 'nuqs/server'

/** The search page's state in the address. */
export const searchParsers = { q: parseAsString.withDefault('') }

export const loadSearch = createLoader(searchParsers)
