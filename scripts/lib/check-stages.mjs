import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from './commands.mjs'
import { ROOT } from './root.mjs'
import { PASSED, readVitestReport } from './tally.mjs'

/** What has to hold before every commit: format and lint, types, unit tests with the import rules among them. */
export const CHECK_STAGES = [
  { name: 'lint', work: lint },
  { name: 'types', work: checkTypes },
  { name: 'unit', work: () => runVitest('unit') },
]

async function lint() {
  await tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])
  return PASSED
}

async function checkTypes() {
  await tool('next/dist/bin/next', ['typegen'])
  await tool('typescript/bin/tsc', ['--noEmit'])
  return PASSED
}

/** Runs one of the projects of vitest.config.ts, or what `filters` leave of it, and counts its tests. */
export async function runVitest(project, filters = []) {
  const directory = mkdtempSync(join(tmpdir(), 'assay-report-'))
  const report = join(directory, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  try {
    await tool('vitest/vitest.mjs', ['run', '--project', project, ...filters, ...reporters]).catch(() => {})
    return readVitestReport(report)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** Runs a program of an installed package and shows what it prints. */
export function tool(path, args, env = {}) {
  return run(process.execPath, [join(ROOT, 'node_modules', path), ...args], {
    cwd: ROOT,
    show: true,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
}
