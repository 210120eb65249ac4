import 'server-only'
import { setImmediate } from 'node:timers/promises'
import { dropOrphanManifests, dropOrphanWords } from '@/lib/catalog/store/orphans'
import type { JobHandler } from '@/lib/jobs/handler'
import { setPhase } from '@/lib/jobs/store/progress'

/** Drops manifests that no repository holds and words that no tag has, a few at a time. */
export const tidyIndex: JobHandler = async (ctx, run) => {
  await setPhase(ctx.db.query, run.hold, 'Dropping manifests that nothing holds')
  await stepThrough(ctx.signal, '', (after) => dropOrphanManifests(ctx.db, after))

  await setPhase(ctx.db.query, run.hold, 'Dropping words of removed tags')
  await stepThrough(ctx.signal, { word: '', tag_name: '' }, (after) => dropOrphanWords(ctx.db, after))

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
