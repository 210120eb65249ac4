import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runVitest } from './check-stages.mjs'
import { ensureRegistryBuilds } from './registry-builds.mjs'
import { say } from './say.mjs'

/** Holds one contract against every registry that can be had here, and shows what each of them does. */
export async function testRegistries() {
  await ensureRegistryBuilds()
  const directory = mkdtempSync(join(tmpdir(), 'assay-matrix-'))
  const report = join(directory, 'report.jsonl')
  process.env.ASSAY_MATRIX_REPORT = report
  try {
    const tally = await runVitest('registries')
    say(`\n${tableOf(readNotes(report))}`)
    return tally
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function readNotes(file) {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map(parseNote)
}

function parseNote(line) {
  return JSON.parse(line)
}

function tableOf(notes) {
  const registries = [...new Set(notes.map(({ registry }) => registry))]
  const capabilities = [...new Set(notes.map(({ capability }) => capability))]
  const answerOf = (registry, capability) =>
    notes.find((note) => note.registry === registry && note.capability === capability)?.answer ?? '–'
  const rows = [
    ['', ...registries],
    ...capabilities.map((capability) => [
      capability,
      ...registries.map((each) => answerOf(each, capability)),
    ]),
  ]
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
