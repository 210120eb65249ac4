import pg from 'pg'
import { findBinaries, startCluster } from '@/lib/testing/postgres-setup'

/** A PostgreSQL of the run's own. It does not wait for the disk, like the tests' one. */
export interface BenchPostgres {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>
  stop(): Promise<void>
}

/** @throws Error where PostgreSQL is not installed */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const binaries = findBinaries()
  if (binaries === null) throw new Error('PostgreSQL is not installed.')
  const cluster = await startCluster(binaries)
  const urlOf = (name: string) =>
    `postgresql://assay@${encodeURIComponent(cluster.directory)}:${cluster.port}/${name}`
  let made = 0
  return {
    newDatabase: async () => {
      made += 1
      await administer(urlOf('postgres'), `create database bench_${made}`)
      return urlOf(`bench_${made}`)
    },
    stop: cluster.stop,
  }
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
