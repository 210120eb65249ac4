import 'server-only'
import type { Context } from '@/lib/access/context'
import { transaction } from '@/lib/db/transaction'
import { findDrift, type LineFacts, type LineVerdict } from '../rules/drift'
import { isUnderWay } from '../rules/put-back'
import { settleDrift } from '../rules/settle-drift'
import { type DriftRow, type LearnedBy, listOpenDrift } from '../store/drift'
import { askPresence } from './ask-presence'
import { type LoadedLine, loadLine } from './load-line'
import { saveChanges } from './save-changes'

export interface LineCheck {
  readonly lineId: string
  readonly learnedBy: LearnedBy
  /** What to ask the registry after: everything, or what concerns some tags and digests. */
  readonly about: 'everything' | ReadonlySet<string>
}

export interface CheckedLine {
  readonly open: number
  /** Tags and digests about which nobody could tell. */
  readonly unknown: readonly string[]
}

/**
 * Holds a line against its registry, and writes down what drifted and what is true again. Tags are taken from the
 * index, manifests are asked for. Undefined where there is no such line in use.
 */
export async function checkLine(ctx: Context, check: LineCheck): Promise<CheckedLine | undefined> {
  const loaded = await loadLine(ctx.db.query, check.lineId, ctx.clock.now())
  if (loaded === undefined) return undefined
  const open = await listOpenDrift(ctx.db.query, check.lineId)
  const digests = digestsOf(
    loaded,
    check.about,
    open.map(({ subject }) => subject),
  )
  const { registryId, repository } = loaded.line
  const presence = await askPresence(ctx, { registryId, repository, digests })

  const facts: LineFacts = { ...loaded.facts, presence }
  const verdict = findDrift(facts)
  const inUse = new Set(facts.versions.filter(isInUse).map(({ id }) => id))

  return transaction(ctx.db, async (tx) => {
    const before = await listOpenDrift(tx, check.lineId)
    const changes = settleDrift(before, withUnderWay(verdict, before, ctx.clock.now()), inUse)
    await saveChanges(ctx, tx, { loaded, changes, learnedBy: check.learnedBy })
    return {
      open: (await listOpenDrift(tx, check.lineId)).length,
      unknown: [...new Set(verdict.unknown.map(({ subject }) => subject))].filter(
        (subject) => check.about === 'everything' || check.about.has(subject),
      ),
    }
  })
}

/** What Assay is putting back at this moment is told by whoever does. */
function withUnderWay(verdict: LineVerdict, open: readonly DriftRow[], now: number): LineVerdict {
  return { ...verdict, unknown: [...verdict.unknown, ...open.filter((row) => isUnderWay(row, now))] }
}

const isInUse = ({ state }: LineFacts['versions'][number]) => state === 'golden' || state === 'superseded'

function digestsOf(
  { facts }: LoadedLine,
  about: LineCheck['about'],
  open: readonly string[],
): readonly string[] {
  const wanted = new Set(about === 'everything' ? [] : [...about, ...open])
  const all = facts.versions.filter(isInUse).flatMap(({ digest, tag, parts }) => {
    const whole = [digest, ...parts]
    const isWhole = about === 'everything' || (tag !== null && wanted.has(tag))
    return isWhole ? whole : whole.filter((one) => wanted.has(one))
  })
  return [...new Set(all)]
}
