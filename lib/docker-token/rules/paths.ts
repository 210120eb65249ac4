/** Where the token service answers, below the public origin: the `realm` of a registry. */
export const TOKEN_PATH = '/api/token'
