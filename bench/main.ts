import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchAccess } from './access'
import { benchAudit } from './audit'
import { benchBrowse } from './browse'
import { benchColdIndex } from './cold-index'
import { benchDeletion } from './deletion'
import { benchEvents } from './events'
import { benchHuge } from './huge'
import { readOptions, USAGE } from './options'
import { type BenchPostgres, startBenchPostgres } from './process/postgres'
import { type Figure, renderTable } from './report'
import { benchRetention } from './retention'
import type { BenchRun } from './run'
import { benchTagPage } from './tag-page'
import { benchToken } from './token'

type Bench = (run: BenchRun) => Promise<readonly Figure[]>

const BENCHES: Readonly<Record<string, Bench>> = {
  browse: benchBrowse,
  'tag-page': benchTagPage,
  huge: benchHuge,
  'cold-index': benchColdIndex,
  events: benchEvents,
  deletion: benchDeletion,
  retention: benchRetention,
  token: benchToken,
  access: benchAccess,
  audit: benchAudit,
}

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url))

process.exitCode = await main(process.argv.slice(2))

async function main(parameters: readonly string[]): Promise<number> {
  const options = readUsableOptions(parameters)
  if (options === undefined) return 2
  const postgres = options.database === 'postgres' ? await startBenchPostgres() : undefined
  const figures: Figure[] = []
  const failed: string[] = []
  try {
    for (const name of options.only) {
      const run = benchRun({ name, isQuick: options.isQuick, postgres })
      await measure(name, run, figures).catch((error) => {
        failed.push(name)
        console.error(`${name} could not be measured:`, error)
      })
    }
  } finally {
    await postgres?.stop()
  }
  if (figures.length > 0) report(figures, { database: options.database, isQuick: options.isQuick })
  if (options.isWritten) write(figures, options.database)
  if (failed.length === 0) return 0
  console.error(`\nCould not be measured: ${failed.join(', ')}.`)
  return 1
}

function readUsableOptions(parameters: readonly string[]) {
  try {
    return readOptions(parameters, Object.keys(BENCHES))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    return undefined
  }
}

interface RunParts {
  readonly name: string
  readonly isQuick: boolean
  readonly postgres: BenchPostgres | undefined
}

function benchRun({ name, isQuick, postgres }: RunParts): BenchRun {
  return {
    isQuick,
    newDatabase: async () => postgres?.newDatabase(),
    say: (text) => console.error(`${name}: ${text}`),
  }
}

async function measure(name: string, run: BenchRun, figures: Figure[]): Promise<void> {
  const startedMs = performance.now()
  figures.push(...((await BENCHES[name]?.(run)) ?? []))
  run.say(`done in ${((performance.now() - startedMs) / 1000).toFixed(0)} s`)
}

interface RunShape {
  readonly database: string
  readonly isQuick: boolean
}

function report(figures: readonly Figure[], { database, isQuick }: RunShape): void {
  const size = isQuick ? 'small corpora, the figures mean little' : 'full corpora'
  console.log(`\nNode ${process.versions.node}, ${cpus().length} processors, ${database}, ${size}\n`)
  console.log(renderTable(figures))
  const missed = figures.filter(({ verdict }) => verdict === 'MISSED')
  console.log(missed.length === 0 ? '\nEvery goal was met.' : `\n${missed.length} goals MISSED.`)
}

function write(figures: readonly Figure[], database: string): void {
  mkdirSync(RESULTS, { recursive: true })
  const facts = {
    at: new Date().toISOString(),
    node: process.versions.node,
    processors: cpus().length,
    database,
  }
  writeFileSync(`${RESULTS}latest.json`, `${JSON.stringify({ ...facts, figures }, null, 2)}\n`)
}
