/** Where changes are told. Apart from the other paths, since every page asks for it at once. */
export const CHANGES_PATH = '/api/v1/changes'
