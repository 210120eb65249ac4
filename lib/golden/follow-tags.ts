import 'server-only'
import type { Context } from '@/lib/access/context'
import { patternMatcher } from '@/lib/cleanup/rules/retention/pattern'
import { AppError } from '@/lib/core/errors'
import { transaction } from '@/lib/db/transaction'
import { isDigest } from '@/lib/oci/digest'
import type { TouchStep } from './drift/drain-touches'
import { guardClosure, PROTECTED_BY } from './guard-closure'
import { learnAttestations } from './learn-attestations'
import { readCandidate } from './read-candidate'
import { type LineRow, listLinesOfRepository } from './store/lines'
import { findTagDigest } from './store/subject'
import { listCandidateIds, listUnguarded } from './store/version-ids'
import { findVersionOf } from './store/versions'
import { evaluateAgain } from './use-cases/evaluate-version'
import { saveCandidate } from './use-cases/nominate'

const CANDIDATES_MAX = 1000

/** Nominates what a tag names that a line's pattern matches, once for each digest, whatever became of it before. */
export const nominateTouched: TouchStep = async (ctx, { repositoryId, subjects }) => {
  for (const line of await listLinesOfRepository(ctx.db.query, repositoryId)) {
    if (line.tagPattern === null || !line.isPublished) continue
    const matches = patternMatcher(line.tagPattern)
    for (const tag of subjects) {
      if (!isDigest(tag) && matches(tag)) await nominateTag(ctx, line, tag)
    }
  }
}

async function nominateTag(ctx: Context, line: LineRow, tag: string): Promise<void> {
  const digest = await findTagDigest(ctx.db.query, line.repositoryId, tag)
  if (digest === null || (await findVersionOf(ctx.db.query, line.id, digest)) !== undefined) return
  try {
    const candidate = await readCandidate(ctx, line, tag)
    await learnAttestations(ctx, line, candidate.digest)
    const reason = `The tag ${tag} matches the pattern of the line.`
    await transaction(ctx.db, (tx) => saveCandidate(ctx, tx, { line, candidate, how: 'tag-pattern', reason }))
  } catch (error) {
    if (!isSettled(error)) throw error
  }
}

/** The tag is gone again, or somebody was faster: there is nothing to try again. */
function isSettled(error: unknown): boolean {
  return error instanceof AppError && SETTLED.has(error.code)
}

const SETTLED: ReadonlySet<string> = new Set(['unknown-digest', 'nominated-already', 'wrong-state'])

/** Judges the candidates of a repository anew: some checks ask which tags name an image and whether they moved. */
export const judgeTouched: TouchStep = async (ctx, { repositoryId }) => {
  const filter = { repositoryId, after: '', limit: CANDIDATES_MAX }
  for (const id of await listCandidateIds(ctx.db.query, filter)) {
    ctx.signal.throwIfAborted()
    await evaluateAgain(ctx, id)
  }
}

const AGED_MS = 60 * 60 * 1000

/** Judges candidates anew that nobody has judged for an hour: evidence grows old by itself. */
export async function judgeAged(ctx: Context): Promise<void> {
  const judgedBefore = ctx.clock.now() - AGED_MS
  for (const id of await listCandidateIds(ctx.db.query, { judgedBefore, after: '', limit: CANDIDATES_MAX })) {
    ctx.signal.throwIfAborted()
    await evaluateAgain(ctx, id)
  }
}

/** Protects again what is golden in a repository that was gone from the index and came back. */
export const guardTouched: TouchStep = async (ctx, { repositoryId }) => {
  const lines = await listLinesOfRepository(ctx.db.query, repositoryId)
  for (const line of lines) {
    for (const version of await listUnguarded(ctx.db.query, { line, source: PROTECTED_BY })) {
      await transaction(ctx.db, (tx) => guardClosure(tx, { line, version }, ctx.clock.now()))
    }
  }
}
