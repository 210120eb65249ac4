import 'server-only'
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { CHAIN_START, chainHash } from '@/lib/db/audit-chain'
import type { Database, Executor } from '@/lib/db/connection'
import {
  type ChainEnd,
  findChainEnd,
  findLastRow,
  findSuccessor,
  listChain,
  type StoredRow,
} from './store/chain'
import { listMissingGuards } from './store/guards'

/** What was done to the first row that does not hold. */
export type ChainFault = 'changed' | 'removed' | 'inserted' | 'reordered' | 'unguarded'

export interface BrokenChain {
  readonly kind: 'broken'
  /** Rows before it, all of which hold. */
  readonly rows: number
  /** Place of the first row that does not hold: 1 for the first row of the log. */
  readonly sequence: number
  /** Id of the row that stands there; null where there is none. */
  readonly id: string | null
  readonly fault: ChainFault
  readonly detail: string
}

export type ChainVerdict =
  | { readonly kind: 'whole'; readonly rows: number; readonly head: ChainEnd }
  | BrokenChain

/** An end of the chain that somebody noted outside of the database. */
export interface NotedHead {
  readonly sequence?: number | undefined
  readonly hash: string
}

export interface VerifyOptions {
  readonly noted?: NotedHead | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((rows: number) => void) | undefined
}

const ROWS_AT_ONCE = 1_000

/** Reads the whole log in order and says whether every row is as it was written, or names the first that is not. */
export async function verifyChain(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  options: VerifyOptions = {},
): Promise<ChainVerdict> {
  const end = await findChainEnd(query)
  const walk = await walkChain(query, options)
  if (walk.kind === 'broken') return walk
  if (end === undefined) return missing(walk.head, 'The end of the chain is gone from its table.')
  if (walk.head.sequence < end.sequence) {
    return missing(
      walk.head,
      `Rows ${walk.head.sequence + 1} to ${end.sequence} are gone from the end of the log.`,
    )
  }
  return (
    (await findForeignTail(query, walk.rows)) ??
    unmetHead(walk, options.noted) ??
    (await unguarded({ query, dialect }, walk.rows)) ??
    walk
  )
}

type Walk = Extract<ChainVerdict, { kind: 'whole' }> & { readonly hasMetNoted: boolean }

async function walkChain(
  query: Executor,
  { noted, signal, onProgress }: VerifyOptions,
): Promise<Walk | BrokenChain> {
  let head: ChainEnd = { sequence: 0, hash: CHAIN_START }
  let last: number | undefined
  let hasMetNoted = false
  for (;;) {
    const rows = await listChain(query, { after: last, limit: ROWS_AT_ONCE })
    for (const row of rows) {
      const broken = holds(row, head) ? undefined : await explain(query, row, head)
      if (broken !== undefined) return broken
      head = { sequence: row.sequence, hash: row.hash }
      hasMetNoted ||= row.hash === noted?.hash
      if (row.sequence === noted?.sequence && !hasMetNoted) return rewritten(row)
    }
    if (rows.length < ROWS_AT_ONCE) return { kind: 'whole', rows: head.sequence, head, hasMetNoted }
    last = head.sequence
    onProgress?.(head.sequence)
    signal?.throwIfAborted()
    await yieldToOthers()
  }
}

function holds(row: StoredRow, before: ChainEnd): boolean {
  if (row.sequence !== before.sequence + 1 || row.prev_hash !== before.hash) return false
  return chainHash(before.hash, row) === row.hash
}

async function explain(query: Executor, row: StoredRow, before: ChainEnd): Promise<BrokenChain> {
  const place = before.sequence + 1
  const moved = await findSuccessor(query, { previous: before.hash, sequence: place })
  if (moved !== undefined && moved.id !== row.id) return displaced(row, moved, place)
  if (row.sequence > place) {
    if (moved !== undefined) {
      return broken('reordered', { place, id: row.id }, `Row ${place} was moved to place ${row.sequence}.`)
    }
    const until = row.sequence - 1
    const which = until === place ? `Row ${place} is` : `Rows ${place} to ${until} are`
    return broken('removed', { place, id: null }, `${which} gone.`)
  }
  if (row.sequence < place) {
    return broken(
      'inserted',
      { place: row.sequence, id: row.id },
      'This row was written before the first one.',
    )
  }
  if (chainHash(row.prev_hash, row) !== row.hash || place === 1) {
    return broken('changed', { place, id: row.id }, 'What the row says is not what was written.')
  }
  return broken(
    'changed',
    { place: place - 1, id: null },
    `Another row was written here, and its hash made anew: row ${place} follows one that is not there.`,
  )
}

/** The row that belongs here stands elsewhere: this one was either put in its way or changed places with it. */
function displaced(row: StoredRow, moved: StoredRow, place: number): BrokenChain {
  if (row.sequence > place && moved.sequence > row.sequence) {
    return broken('reordered', { place, id: null }, `The row that belongs here stands at ${moved.sequence}.`)
  }
  const isOurs = [moved.sequence, place + 1, place - 1].some(
    (sequence) => chainHash(row.prev_hash, { ...row, sequence }) === row.hash,
  )
  if (isOurs) {
    return broken(
      'reordered',
      { place, id: row.id },
      `The row that belongs here stands at ${moved.sequence}.`,
    )
  }
  return broken(
    'inserted',
    { place, id: row.id },
    `This row was put before the one that now stands at ${moved.sequence}.`,
  )
}

/** Every row holds, but the next one may not: the database would let anybody change it. */
async function unguarded(
  { query, dialect }: Pick<Database, 'query' | 'dialect'>,
  rows: number,
): Promise<BrokenChain | undefined> {
  const missing = await listMissingGuards(query, dialect)
  if (missing.length === 0) return undefined
  const detail = `Every row holds, but the database no longer refuses changes: ${missing.join(', ')} is missing or off.`
  return { kind: 'broken', rows, sequence: rows + 1, id: null, fault: 'unguarded', detail }
}

/** Rows behind the end were not appended by Assay, which moves the end with each. */
async function findForeignTail(query: Executor, verified: number): Promise<BrokenChain | undefined> {
  const now = await findLastRow(query)
  if (now === undefined || now.last <= now.end) return undefined
  const place = now.end + 1
  const detail = `The log ends at row ${now.end}; what stands behind it was not written by Assay.`
  return { ...broken('inserted', { place, id: null }, detail), rows: Math.min(verified, now.end) }
}

function unmetHead(walk: Walk, noted: NotedHead | undefined): BrokenChain | undefined {
  if (noted === undefined || walk.hasMetNoted) return undefined
  const until = noted.sequence === undefined ? '' : ` to ${noted.sequence}`
  return missing(
    walk.head,
    `The end that was noted is not in the log: rows ${walk.head.sequence + 1}${until} were removed, or the log was written anew.`,
  )
}

function missing(head: ChainEnd, detail: string): BrokenChain {
  return broken('removed', { place: head.sequence + 1, id: null }, detail)
}

function rewritten(row: StoredRow): BrokenChain {
  const detail = 'The hash that was noted for this row is another one: the log was written anew.'
  return broken('changed', { place: row.sequence, id: row.id }, detail)
}

function broken(
  fault: ChainFault,
  { place, id }: { readonly place: number; readonly id: string | null },
  detail: string,
): BrokenChain {
  return { kind: 'broken', rows: Math.max(0, place - 1), sequence: place, id, fault, detail }
}
