import 'server-only'
import { findRepositoryToSync } from '@/lib/catalog/store/save-repositories'
import { listTagsNamed } from '@/lib/catalog/store/save-tags'
import type { Executor } from '@/lib/db/connection'
import { isUnderWay } from '@/lib/jobs/store/queue'
import { pinKey, pointKey } from '../jobs'
import type { LineFacts, TagNow, WatchedChannel, WatchedVersion } from '../rules/drift'
import { pinsOf } from '../rules/pins'
import { staleRequirements } from '../rules/stale'
import { stateOf } from '../rules/version'
import { type ChannelRow, listChannelRows } from '../store/channels'
import { findLine, type LineRow } from '../store/lines'
import { listTold } from '../store/ticks'
import { findVersion } from '../store/versions'
import { listParts, listWatchedRows, type PartRow, type WatchedRow } from '../store/watched'

export interface LoadedLine {
  readonly line: LineRow
  /** Without presence, which the registry tells. */
  readonly facts: Omit<LineFacts, 'presence'>
}

/** Everything known about a line that drift is found by; undefined where there is no such line in use. */
export async function loadLine(db: Executor, lineId: string, now: number): Promise<LoadedLine | undefined> {
  const line = await findLine(db, lineId)
  if (line === undefined || line.archivedAt !== null) return undefined

  const rows = await listWatchedRows(db, lineId)
  const inUse = rows.filter((row) => ['golden', 'superseded'].includes(stateOf(row, rows, now)))
  const parts = await listParts(
    db,
    inUse.map(({ id }) => id),
  )
  const versions = await Promise.all(rows.map((row) => watched(db, { row, rows, parts, now })))
  const pins = line.hasPins ? await loadPins(db, inUse, parts) : []
  const channels = await listChannelRows(db, lineId)
  const own = channels.filter(({ targetRepository }) => targetRepository === null)
  const names = [...rows, ...own, ...pins].flatMap(({ tag }) => tag ?? [])
  const tags = await loadTags(db, line, { repository: line.repository, names })
  return {
    line,
    facts: {
      versions,
      policyLatest: line.policyVersion,
      tags,
      pins,
      channels: await Promise.all(channels.map((channel) => withTag(db, { line, channel, tags }))),
    },
  }
}

interface Watching {
  readonly row: WatchedRow
  readonly rows: readonly WatchedRow[]
  readonly parts: readonly PartRow[]
  readonly now: number
}

async function watched(db: Executor, { row, rows, parts, now }: Watching): Promise<WatchedVersion> {
  const state = stateOf(row, rows, now)
  const findings = state === 'golden' ? ((await findVersion(db, row.id))?.findings ?? []) : []
  const own = parts.filter(({ versionId, digest }) => versionId === row.id && digest !== row.digest)
  return {
    id: row.id,
    digest: row.digest,
    state,
    markedAt: row.markedAt,
    tag: row.tag,
    parts: own.map(({ digest }) => digest),
    policyVersion: row.policyVersion,
    stale: staleRequirements(findings, now),
  }
}

/** Pins that were not put yet, or are being put at this moment, are not missed. */
async function loadPins(db: Executor, inUse: readonly WatchedRow[], parts: readonly PartRow[]) {
  const pins: LineFacts['pins'][number][] = []
  const pinned = await listTold(
    db,
    'pinned',
    inUse.map(({ id }) => id),
  )
  for (const version of inUse) {
    if (!pinned.has(version.id)) continue
    if (await isUnderWay(db, pinKey(version.id))) continue
    const own = parts.filter(({ versionId }) => versionId === version.id)
    pins.push(...pinsOf(version, own).map((pin) => ({ versionId: version.id, ...pin })))
  }
  return pins
}

async function withTag(
  db: Executor,
  {
    line,
    channel,
    tags,
  }: { readonly line: LineRow; readonly channel: ChannelRow; readonly tags: ReadonlyMap<string, TagNow> },
): Promise<WatchedChannel> {
  const { name, versionId, tag, targetRepository } = channel
  const known =
    tag === null || targetRepository === null
      ? tags
      : await loadTags(db, line, { repository: targetRepository, names: [tag] })
  return {
    name,
    versionId,
    tag,
    now: (tag === null ? undefined : known.get(tag)) ?? { kind: 'unknown' },
    isUnderWay: await isUnderWay(db, pointKey(line.id, name)),
  }
}

/** What tags name by the index. One that was missed once, and not yet twice, is not known. */
async function loadTags(
  db: Executor,
  { registryId }: LineRow,
  { repository, names }: { readonly repository: string; readonly names: readonly string[] },
): Promise<ReadonlyMap<string, TagNow>> {
  const wanted = [...new Set(names)]
  const known = await findRepositoryToSync(db, registryId, repository)
  const rows = known === undefined ? [] : await listTagsNamed(db, known.id, wanted)
  const byName = new Map(rows.map((row) => [row.name, row]))
  return new Map(
    wanted.map((name): [string, TagNow] => {
      const row = byName.get(name)
      if (row === undefined) return [name, { kind: 'absent' }]
      const isKnown = row.digest !== null && row.missing_since === null
      return [
        name,
        isKnown && row.digest !== null ? { kind: 'names', digest: row.digest } : { kind: 'unknown' },
      ]
    }),
  )
}
