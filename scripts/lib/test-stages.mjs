import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { CHECK_STAGES, runVitest, tool } from './check-stages.mjs'
import { ensureChromium } from './chromium.mjs'
import { run } from './commands.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { testRegistries } from './registry-matrix.mjs'
import { ROOT } from './root.mjs'
import { ensureSqlite } from './sqlite.mjs'
import { PASSED, readPlaywrightReport } from './tally.mjs'
import { ensureTools } from './tools.mjs'

/** Everything, in an order that needs nothing but Node, npm and, for what is missing, root on Debian or Ubuntu. */
export const TEST_STAGES = [
  { name: 'packages', work: installPackages },
  { name: 'tools', work: ensureTools },
  ...CHECK_STAGES.map((stage) => ({ ...stage, needs: ['packages'] })),
  { name: 'build', work: build, needs: ['packages'] },
  { name: 'integration', work: () => runVitest('integration'), needs: ['packages', 'build'] },
  { name: 'registries', work: testRegistries, needs: ['packages'] },
  { name: 'browser', work: runJourneys, needs: ['packages', 'build'] },
  { name: 'demo --check', work: checkDemo, needs: ['packages', 'build'] },
  { name: 'bench --quick', work: checkBench, needs: ['packages', 'build'] },
]

async function installPackages() {
  await ensureDependencies()
  await ensureSqlite()
  return PASSED
}

async function build() {
  await ensureBuild()
  return PASSED
}

async function runJourneys() {
  const directory = mkdtempSync(join(tmpdir(), 'assay-report-'))
  const report = join(directory, 'report.json')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, E2E_CHROMIUM: await ensureChromium() }
  try {
    await tool('@playwright/test/cli.js', ['test', '-c', 'e2e', '--reporter=list,json'], env).catch(() => {})
    return readPlaywrightReport(report)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** The demo's own proof, with what it saw counted. */
async function checkDemo() {
  const output = await run(process.execPath, [join(ROOT, 'scripts/demo.mjs'), '--check'], {
    cwd: ROOT,
    show: true,
  })
  const [, seen = '1'] = /^(\d+) seen as pushed/m.exec(output) ?? []
  return { ...PASSED, passed: Number(seen) }
}

/** That everything the benchmarks measure can be measured; what it comes to here means little. */
async function checkBench() {
  const output = await run(process.execPath, [join(ROOT, 'scripts/bench.mjs'), '--quick'], {
    cwd: ROOT,
    show: true,
  })
  const figures = output.match(/\| (?:met|MISSED|told) +\|$/gm) ?? []
  return { ...PASSED, passed: figures.length }
}
