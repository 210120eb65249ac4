import 'server-only'
import { systemClock } from '@/lib/core/clock'
import type { Database } from '@/lib/db/connection'
import type { Batch } from './feed'
import { advance, GAP_KEPT_MS, markOf, type Tail } from './rules/tail'
import { showChanges } from './show'
import { listChangesAfter, listChangesOf, readChangeRange } from './store/changes'

const ROWS_MAX = 2_000
/** Transactions under way at the start may still bring lower numbers; so far back they are looked for. */
const LOOK_BACK = 200

/** A reader of the feed from now on: each call gives what was committed since the one before. */
export function reads(db: Database): () => Promise<Batch> {
  let tail: Tail | undefined
  return async () => {
    tail ??= await startAt(db)
    const late = await listChangesOf(db.query, [...tail.gaps.keys()])
    const fresh = await listChangesAfter(db.query, { after: tail.high, limit: ROWS_MAX })
    const isCrowded = fresh.length === ROWS_MAX
    const rows = [...late, ...fresh]
    const changes = isCrowded ? [] : await showChanges(db.query, rows)

    const seen = rows.map(({ sequence }) => sequence)
    const { tail: next, isLost } = advance(tail, seen, systemClock.now())
    tail = isCrowded ? { high: (await readChangeRange(db.query)).last, gaps: new Map() } : next
    return { mark: markOf(tail), changes, isLost: isLost || isCrowded }
  }
}

/** What a listener missed since a mark; lost when that cannot be told any more. */
export async function readSince(db: Database, mark: number): Promise<Batch> {
  const { first, last } = await readChangeRange(db.query)
  const rows = await listChangesAfter(db.query, { after: mark, limit: ROWS_MAX })
  const isLost = mark > last || mark < first - 1 || rows.length === ROWS_MAX
  // The mark moves with the first batch that is heard live: until then the one the listener came with is right.
  return { mark, changes: isLost ? [] : await showChanges(db.query, rows), isLost }
}

/** Where a page that is drawn now stands in the feed: it misses nothing that is committed after this. */
export async function currentMark(db: Database): Promise<number> {
  return markOf(await startAt(db))
}

async function startAt(db: Database): Promise<Tail> {
  const { last } = await readChangeRange(db.query)
  const rows = await listChangesAfter(db.query, { after: Math.max(0, last - LOOK_BACK), limit: LOOK_BACK })
  const now = systemClock.now()
  const recent = rows.filter(({ at }) => now - at < GAP_KEPT_MS).map(({ sequence }) => sequence)
  const high = recent[0] === undefined ? last : recent[0] - 1
  return advance({ high, gaps: new Map() }, recent, now).tail
}
