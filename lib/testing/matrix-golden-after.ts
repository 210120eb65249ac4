import type { Context } from '@/lib/access/context'
import { newId } from '@/lib/core/ids'
import { saveLadder } from '@/lib/golden/store/channels'
import { insertDrift } from '@/lib/golden/store/drift'
import type { MatrixRule } from './matrix-rules'

const rule = (about: MatrixRule['about'], action: MatrixRule['action']): MatrixRule => ({ about, action })
const found = (about: MatrixRule['about'], action: MatrixRule['action']): MatrixRule => ({
  about,
  action,
  isFound: true,
})

/** Who may do what about versions that are golden, by the name of each contract. */
export const GOLDEN_AFTER_RULES = {
  listChannels: found('repository', 'line:read'),
  putChannels: found('repository', 'line:draft'),
  promoteChannel: rule('repository', 'channel:promote'),
  rollBackChannel: rule('repository', 'channel:promote'),
  holdChannel: found('repository', 'channel:promote'),
  releaseChannel: rule('repository', 'channel:promote'),
  listChannelHistory: found('repository', 'line:read'),
  listDrift: found('nothing', 'line:list'),
  repairDrift: rule('repository', 'tag:retag'),
  checkLine: rule('repository', 'registry:sync'),
  getGoldenReport: found('nothing', 'line:list'),
  exportGoldenReport: rule('nothing', 'line:list'),
  getDossier: rule('repository', 'line:read'),
} as const satisfies Readonly<Record<string, MatrixRule>>

/** A body that an endpoint about channels or drift accepts. */
export function goldenAfterBody(name: string, target: Readonly<Record<string, string>>): unknown {
  const reason = 'to see who may'
  const bodies: Readonly<Record<string, unknown>> = {
    putChannels: { channels: [{ name: 'dev' }], reason },
    promoteChannel: { version: target.version, revision: 1 },
    rollBackChannel: { revision: 1, reason },
    holdChannel: { revision: 1, reason },
    releaseChannel: { revision: 1 },
    repairDrift: {},
  }
  return bodies[name]
}

/** An empty channel of a line, and a tag of a version of it that has drifted. */
export async function addGoldenAfterRows(
  ctx: Context,
  { line, version }: { readonly line: string; readonly version: string },
): Promise<{ readonly channel: string; readonly drift: string }> {
  const db = ctx.db.query
  const channel = 'dev'
  const nothing = { versionId: null, tag: null, targetRepository: null, targetRepositoryId: null }
  const plain = { isProduction: false, isHeld: false, soakHours: 0, approvalsMin: 1, revision: 1 }
  await saveLadder(db, line, [{ lineId: line, name: channel, position: 0, ...nothing, ...plain }])
  const drift = newId('dri')
  await insertDrift(db, {
    id: drift,
    lineId: line,
    versionId: version,
    kind: 'tag-moved',
    subject: 'latest',
    expected: null,
    found: null,
    at: 1,
    learnedBy: 'sweep',
  })
  return { channel, drift }
}
