import 'server-only'
import { type ChainedRow, chainHash } from '@/lib/db/audit-chain'
import type { Executor } from '@/lib/db/connection'

/** A row with its place in the chain, every column of it. */
export interface StoredRow extends ChainedRow {
  readonly prev_hash: string
  readonly hash: string
}

export interface ChainEnd {
  readonly sequence: number
  readonly hash: string
}

const COLUMNS = [
  'sequence',
  'id',
  'at',
  'type',
  'outcome',
  'actor_kind',
  'actor_id',
  'actor_name',
  'ip',
  'user_agent',
  'request_id',
  'resource',
  'registry_id',
  'repository',
  'digest',
  'before_state',
  'after_state',
  'reason',
  'grounds',
  'facts',
  'prev_hash',
  'hash',
] as const

/** The end of the chain as the last append left it; undefined when somebody took it away. */
export async function findChainEnd(query: Executor): Promise<ChainEnd | undefined> {
  return query.selectFrom('audit_head').select(['sequence', 'hash']).where('id', '=', 1).executeTakeFirst()
}

/** The next rows of the chain in order, from a place on that is left out; from the first row without one. */
export async function listChain(
  query: Executor,
  { after, limit }: { readonly after: number | undefined; readonly limit: number },
): Promise<readonly StoredRow[]> {
  return query
    .selectFrom('audit_event')
    .select(COLUMNS)
    .$if(after !== undefined, (rows) => rows.where('sequence', '>', after ?? 0))
    .orderBy('sequence')
    .limit(limit)
    .execute()
}

/** The last place there is a row at, and where the chain says it ends, both as of one moment. */
export async function findLastRow(query: Executor): Promise<{ last: number; end: number } | undefined> {
  return query
    .selectFrom('audit_head')
    .select((select) => [
      'sequence as end',
      select
        .selectFrom('audit_event')
        .select((inner) => inner.fn.coalesce(inner.fn.max('sequence'), inner.val(0)).as('last'))
        .$asScalar()
        .as('last'),
    ])
    .where('id', '=', 1)
    .executeTakeFirst()
    .then((row) => row && { last: Number(row.last ?? 0), end: row.end })
}

/**
 * The row that was written after a hash and belongs at a place, wherever it stands now. Reads the whole table:
 * only for a chain that is known to be broken.
 */
export async function findSuccessor(
  query: Executor,
  { previous, sequence }: { readonly previous: string; readonly sequence: number },
): Promise<StoredRow | undefined> {
  const rows = await query
    .selectFrom('audit_event')
    .select(COLUMNS)
    .where('prev_hash', '=', previous)
    .limit(10)
    .execute()
  return rows.find(
    (row) => row.sequence !== sequence && chainHash(previous, { ...row, sequence }) === row.hash,
  )
}
