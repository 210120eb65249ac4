import { fileURLToPath } from 'node:url'

/** The checkout these scripts belong to, wherever they were called from. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '')
