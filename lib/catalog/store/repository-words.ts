import 'server-only'
import type { Executor } from '@/lib/db/connection'
import { spellableWords } from '../rules/spelling'
import { listNamesAfter } from './search-backfill'

/** Every word of the name of any repository. */
export async function readRepositoryWords(db: Executor): Promise<ReadonlySet<string>> {
  const words = new Set<string>()
  for (let names = await listNamesAfter(db, ''); names.length > 0; ) {
    for (const word of names.flatMap(spellableWords)) words.add(word)
    names = await listNamesAfter(db, names.at(-1) ?? '')
  }
  return words
}
