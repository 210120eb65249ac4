import 'server-only'
import { sql } from 'kysely'
import type { Executor } from '@/lib/db/connection'
import { insertRows } from '@/lib/db/insert-rows'
import { spellableWords, variantsOf } from '../rules/spelling'

const WORDS_PER_QUERY = 500
const CANDIDATES_MAX = 200

/** Learns how the words of some names are spelled, so that mistyped ones find them. */
export async function learnWords(tx: Executor, names: readonly string[]): Promise<void> {
  const words = [...new Set(names.flatMap(spellableWords))]
  const known = await listKnownWords(tx, words)
  const rows = words
    .filter((word) => !known.has(word))
    .flatMap((word) => variantsOf(word).map((variant) => ({ variant, word })))
  if (rows.length > 0) await insertRows(tx, 'word_variant', { rows, conflict: ['variant', 'word'] })
}

/** Every word is a variant of itself. */
async function listKnownWords(tx: Executor, words: readonly string[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>()
  for (let start = 0; start < words.length; start += WORDS_PER_QUERY) {
    const rows = await tx
      .selectFrom('word_variant')
      .select('word')
      .where('variant', 'in', words.slice(start, start + WORDS_PER_QUERY))
      .whereRef('variant', '=', 'word')
      .execute()
    for (const row of rows) known.add(row.word)
  }
  return known
}

/** Known words that a typed one has a variant in common with, at most 200. */
export async function findSimilarWords(db: Executor, typed: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('word_variant')
    .select('word')
    .distinct()
    .where('variant', 'in', [...variantsOf(typed)])
    .orderBy('word')
    .limit(CANDIDATES_MAX)
    .execute()
  return rows.map((row) => row.word)
}

/** The next known words behind one, in their order. Empty at the end. */
export async function listWords(db: Executor, after: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('word_variant')
    .select('word')
    .whereRef('variant', '=', 'word')
    .where('variant', '>', after)
    .orderBy('variant')
    .limit(WORDS_PER_QUERY)
    .execute()
  return rows.map((row) => row.word)
}

/** Those of some words, at most 500, that no tag has any more. */
export async function listWordsWithoutTag(
  db: Executor,
  words: readonly string[],
): Promise<readonly string[]> {
  if (words.length === 0) return []
  const parts = words.map(
    (word) => sql`select ${word} as word where not exists (select 1 from tag_word
      where tag_word.word >= ${word} and tag_word.word < ${`${word}{`})`,
  )
  const { rows } = await sql<{ word: string }>`${sql.join(parts, sql` union all `)}`.execute(db)
  return rows.map((row) => row.word)
}

/** Forgets words with their variants. */
export async function forgetWords(tx: Executor, words: readonly string[]): Promise<void> {
  const rows = words.flatMap((word) => variantsOf(word).map((variant) => ({ variant, word })))
  for (let start = 0; start < rows.length; start += WORDS_PER_QUERY) {
    const pairs = rows.slice(start, start + WORDS_PER_QUERY)
    await sql`delete from word_variant where (variant, word) in (values ${sql.join(
      pairs.map(({ variant, word }) => sql`(${variant}, ${word})`),
    )})`.execute(tx)
  }
}
