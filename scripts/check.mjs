import { requireNode } from './lib/node-version.mjs'

requireNode()
const { createCleanup } = await import('./lib/cleanup.mjs')
const { ensureDependencies } = await import('./lib/dependencies.mjs')
const { CHECK_STAGES } = await import('./lib/check-stages.mjs')
const { runStages, summarize } = await import('./lib/stages.mjs')

createCleanup()
await ensureDependencies()
process.exitCode = summarize(await runStages(CHECK_STAGES))
