import { requireNode } from './lib/node-version.mjs'

requireNode()
// Only now: what follows may use what an older Node cannot even read.
const { runDemo } = await import('./lib/demo.mjs')
process.exitCode = await runDemo(process.argv.slice(2))
