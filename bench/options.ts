import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** Small corpora: shows that everything runs, in under two minutes; the figures mean little. */
  readonly isQuick: boolean
  readonly only: readonly string[]
  readonly database: 'sqlite' | 'postgres'
  readonly isWritten: boolean
}

export const USAGE = `npm run bench -- [--only=NAME[,NAME]] [--quick] [--postgres] [--write]

  --only      run some of: browse, tag-page, huge, cold-index, events, token, access,
              audit, deletion
  --quick     small corpora, under two minutes; the figures mean little
  --postgres  keep the index in a PostgreSQL started for the run instead of SQLite
  --write     write the figures to bench/results/latest.json too`

/** @throws TypeError for an option there is not, RangeError for a bench there is not */
export function readOptions(parameters: readonly string[], names: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      postgres: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  })
  const only = values.only?.split(',') ?? []
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new RangeError(`There is no bench named ${unknown.join(', ')}.`)
  return {
    isQuick: values.quick,
    only: only.length > 0 ? only : names,
    database: values.postgres ? 'postgres' : 'sqlite',
    isWritten: values.write,
  }
}
