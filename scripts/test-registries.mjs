import { requireNode } from './lib/node-version.mjs'

requireNode()
const { createCleanup } = await import('./lib/cleanup.mjs')
const { ensureDependencies } = await import('./lib/dependencies.mjs')
const { ensureSqlite } = await import('./lib/sqlite.mjs')
const { ensureTools } = await import('./lib/tools.mjs')
const { testRegistries } = await import('./lib/registry-matrix.mjs')
const { PASSED } = await import('./lib/tally.mjs')
const { runStages, summarize } = await import('./lib/stages.mjs')

const cleanup = createCleanup()
const results = await runStages([
  { name: 'packages', work: installPackages },
  { name: 'tools', work: ensureTools },
  { name: 'registries', work: testRegistries, needs: ['packages'] },
])
await cleanup.cleanUp()
process.exitCode = summarize(results)

async function installPackages() {
  await ensureDependencies()
  await ensureSqlite()
  return PASSED
}
