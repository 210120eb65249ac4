import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { dropOrphanLabels, dropOrphanSpellings } from '@/lib/catalog/store/orphan-search'
import { dropOrphanManifests, dropOrphanWords } from '@/lib/catalog/store/orphans'
import { readRepositoryWords } from '@/lib/catalog/store/repository-words'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'

/** Drops manifests that no repository holds and what search knew by them, a few at a time. */
export const tidyIndex: JobHandler = async (ctx, run) => {
  await setPhase(ctx.db.query, run.hold, 'Dropping manifests that nothing holds')
  await stepThrough(ctx.signal, '', (after) => dropOrphanManifests(ctx.db, after))

  await setPhase(ctx.db.query, run.hold, 'Dropping words of removed tags')
  await stepThrough(ctx.signal, { word: '', tag_name: '' }, (after) => dropOrphanWords(ctx.db, after))

  await setPhase(ctx.db.query, run.hold, 'Dropping labels and spellings nothing has')
  await stepThrough(ctx.signal, '', (after) => dropOrphanLabels(ctx.db, after))
  const kept = await readRepositoryWords(ctx.db.query)
  await stepThrough(ctx.signal, '', (after) => dropOrphanSpellings(ctx.db, after, kept))

  return { status: 'succeeded', problemCode: null }
}

async function stepThrough<P>(
  signal: AbortSignal,
  start: P,
  step: (after: P) => Promise<P | null>,
): Promise<void> {
  let after: P | null = start
  while (after !== null) {
    signal.throwIfAborted()
    after = await step(after)
    await setImmediate()
  }
}
