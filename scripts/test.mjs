import { requireNode } from './lib/node-version.mjs'

requireNode()
const { createCleanup } = await import('./lib/cleanup.mjs')
const { TEST_STAGES } = await import('./lib/test-stages.mjs')
const { runStages, summarize } = await import('./lib/stages.mjs')

const cleanup = createCleanup()
const results = await runStages(TEST_STAGES)
await cleanup.cleanUp()
process.exitCode = summarize(results)
