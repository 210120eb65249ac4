import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { STANDALONE } from './lib/build.mjs'
import { requireNode } from './lib/node-version.mjs'

requireNode()
const server = join(STANDALONE, 'server.js')
if (!existsSync(server)) {
  process.stderr.write('assay: there is no build yet. Run: npm run build\n')
  process.exit(78)
}
process.env.NODE_ENV = 'production'
process.env.HOSTNAME ??= '127.0.0.1'
// The stand-alone server changes into its own build; state must not follow it there.
process.env.ASSAY_DATA_DIR = resolve(process.env.ASSAY_DATA_DIR ?? 'data')
await import(server)
