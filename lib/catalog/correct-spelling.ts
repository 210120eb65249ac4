import 'server-only'
import type { Context } from '@/lib/access/context'
import { findGroup } from './find-group'
import { readSearch } from './rules/search-query'
import { likelyWords, replaceWords, typedWords } from './rules/spelling'
import type { SearchScope } from './store/search-scope'
import { findSimilarWords } from './store/spelling'

const TRIES_MAX = 4

/**
 * What somebody may have meant by a text that finds nothing: one that does find something where they may look.
 * Null when nothing known is alike.
 */
export async function correctSpelling(
  ctx: Context,
  text: string,
  scope: SearchScope,
): Promise<string | null> {
  const alternatives = new Map<string, readonly string[]>()
  for (const typed of typedWords(text)) {
    const likely = likelyWords(typed, await findSimilarWords(ctx.db.query, typed))
    if (likely.length > 0 && likely[0] !== typed) alternatives.set(typed, likely)
  }
  for (let attempt = 0; attempt < TRIES_MAX; attempt += 1) {
    const chosen = chooseWords(alternatives, attempt)
    if (chosen === null) return null
    const corrected = replaceWords(text.trim(), chosen)
    if (await findsSomething(ctx, corrected, scope)) return corrected
  }
  return null
}

/** The likeliest word for each, and for one after the other the next likely ones. */
function chooseWords(
  alternatives: ReadonlyMap<string, readonly string[]>,
  attempt: number,
): ReadonlyMap<string, string> | null {
  const best = [...alternatives].map(([typed, likely]) => [typed, likely[0] ?? typed] as const)
  if (best.length === 0) return null
  if (attempt === 0) return new Map(best)
  const others = [...alternatives].flatMap(([typed, likely]) =>
    likely.slice(1).map((word) => [typed, word] as const),
  )
  const other = others[attempt - 1]
  return other === undefined ? null : new Map([...best, other])
}

async function findsSomething(ctx: Context, text: string, scope: SearchScope): Promise<boolean> {
  const query = readSearch(text)
  for (const group of ['repositories', 'tags'] as const) {
    const { found } = await findGroup(ctx, group, { query, scope: { ...scope, limit: 1 } })
    if (found.length > 0) return true
  }
  return false
}
