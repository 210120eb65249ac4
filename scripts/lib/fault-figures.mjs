import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runVitest } from './check-stages.mjs'
import { say } from './say.mjs'
import { addTallies, FAILED } from './tally.mjs'

/** Every figure there has to be a measurement of. */
const FIGURES = [
  'F01',
  'F03',
  'F04',
  'F05',
  'F06',
  'F07',
  'F08',
  'F09',
  'F10',
  'F11',
  'F12',
  'F13',
  'F15',
  'F17',
  'F21',
  'F22',
  'F23',
  'F24',
]
const FILES = [
  'integration/faults/',
  'lib/cleanup/deletion-graphs',
  'lib/cleanup/deletion-kill',
  'lib/cleanup/deletion-pushes',
  'lib/db/kill',
  'lib/db/restart',
  'lib/jobs/replicas',
  'lib/registry/faults',
  'lib/sync/failing-registry',
  'lib/sync/vanish-alert',
  'lib/sync/notifications/storm',
  'lib/sync/notifications/lost-events',
]

/** Holds every fault figure with faults that last as long as it says, one test at a time, and shows what was measured. */
export async function testFaults() {
  const directory = mkdtempSync(join(tmpdir(), 'assay-faults-'))
  const report = join(directory, 'figures.jsonl')
  process.env.ASSAY_FAULT_REPORT = report
  process.env.ASSAY_LONG_FAULTS = '1'
  try {
    const tally = await runVitest('integration', [...FILES, '--maxWorkers=1'])
    const figures = readFigures(report)
    const missing = FIGURES.filter((id) => !figures.some((figure) => figure.id === id))
    say(`\n${tableOf(figures, missing)}`)
    return addTallies([tally, ...missing.map(() => FAILED)])
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function readFigures(file) {
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trim().split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line)).sort((a, b) => a.id.localeCompare(b.id))
}

function tableOf(figures, missing) {
  const rows = [
    ['figure', 'held', 'measured', 'result'],
    ...figures.map(({ id, held, measured, isMet }) => [id, held, measured, isMet ? 'met' : 'MISSED']),
    ...missing.map((id) => [id, 'anything', 'nothing', 'MISSED']),
  ]
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
    .join('\n')
}
