import { requireNode } from './lib/node-version.mjs'

requireNode()
const { createCleanup } = await import('./lib/cleanup.mjs')
const { ensureBuild } = await import('./lib/build.mjs')
const { ensureDependencies } = await import('./lib/dependencies.mjs')
const { testFaults } = await import('./lib/fault-figures.mjs')
const { ensureSqlite } = await import('./lib/sqlite.mjs')
const { PASSED } = await import('./lib/tally.mjs')
const { ensureTools } = await import('./lib/tools.mjs')
const { runStages, summarize } = await import('./lib/stages.mjs')

const cleanup = createCleanup()
const results = await runStages([
  { name: 'packages', work: installPackages },
  { name: 'tools', work: ensureTools },
  { name: 'build', work: build, needs: ['packages'] },
  { name: 'faults', work: testFaults, needs: ['packages', 'build'] },
])
await cleanup.cleanUp()
process.exitCode = summarize(results)

async function installPackages() {
  await ensureDependencies()
  await ensureSqlite()
  return PASSED
}

async function build() {
  await ensureBuild()
  return PASSED
}
