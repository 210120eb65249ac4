import type { Digest } from '@/lib/oci/digest'
import type { VersionState } from './version'

/** How a registry can differ from what a golden version says. */
export type DriftKind =
  | 'tag-moved'
  | 'tag-deleted'
  | 'manifest-missing'
  | 'child-missing'
  | 'channel-tag-moved'
  | 'channel-tag-missing'
  | 'pin-missing'
  | 'policy-newer'
  | 'evidence-stale'

/** What a tag names: a digest, nothing, or nobody could tell. */
export type TagNow =
  | { readonly kind: 'names'; readonly digest: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' }

export type Presence = 'there' | 'missing' | 'unknown'

/** A version of a line, as far as drift is about it. */
export interface WatchedVersion {
  readonly id: string
  readonly digest: Digest
  readonly state: VersionState
  readonly markedAt: number | null
  /** The tag it was nominated by. */
  readonly tag: string | null
  /** Everything it is made of but itself. */
  readonly parts: readonly string[]
  readonly policyVersion: number
  /** Requirements whose evidence is too old by now. */
  readonly stale: readonly string[]
}

export interface WatchedChannel {
  readonly name: string
  readonly versionId: string | null
  readonly tag: string | null
  /** What the channel's tag names. */
  readonly now: TagNow
  /** Somebody is pointing the tag at this moment. */
  readonly isUnderWay: boolean
}

export interface LineFacts {
  readonly versions: readonly WatchedVersion[]
  readonly channels: readonly WatchedChannel[]
  readonly policyLatest: number
  /** By tag of the line's own repository. */
  readonly tags: ReadonlyMap<string, TagNow>
  /** By digest, in the line's own repository; a digest that is not here was not asked about. */
  readonly presence: ReadonlyMap<string, Presence>
  /** Tags that keep parts of versions from garbage collection, by tag; none where a line has no pins. */
  readonly pins: readonly { readonly versionId: string; readonly tag: string; readonly digest: string }[]
}

export interface DriftKey {
  readonly versionId: string
  readonly kind: DriftKind
  readonly subject: string
}

export interface DriftFinding extends DriftKey {
  readonly expected: string | null
  readonly found: string | null
}

export interface LineVerdict {
  readonly findings: readonly DriftFinding[]
  /** About these nothing is known: what was open stays open, and nothing new is raised. */
  readonly unknown: readonly DriftKey[]
}

/** Where a line's registry is not as its golden versions have it. Only versions that may still be used are held to it. */
export function findDrift(line: LineFacts): LineVerdict {
  const answers = [
    ...line.versions.filter(isInUse).flatMap((version) => ofVersion(version, line)),
    ...line.channels.flatMap((channel) => ofChannel(channel, line)),
    ...line.pins.flatMap((pin) => ofPin(pin, line)),
  ]
  return {
    findings: answers.flatMap((answer) => (answer.kind === 'drift' ? answer.finding : [])),
    unknown: answers.flatMap((answer) => (answer.kind === 'unknown' ? answer.key : [])),
  }
}

type Answer =
  | { readonly kind: 'drift'; readonly finding: DriftFinding }
  | { readonly kind: 'unknown'; readonly key: DriftKey }

const IN_USE: ReadonlySet<VersionState> = new Set(['golden', 'superseded'])
const isInUse = ({ state }: Pick<WatchedVersion, 'state'>) => IN_USE.has(state)

type Holding = Pick<WatchedVersion, 'id' | 'tag' | 'state' | 'markedAt'>

function ofVersion(version: WatchedVersion, line: LineFacts): readonly Answer[] {
  const present = [
    ...ofDigest(version, line, { kind: 'manifest-missing', digest: version.digest }),
    ...version.parts.flatMap((digest) => ofDigest(version, line, { kind: 'child-missing', digest })),
  ]
  if (version.state !== 'golden') return [...ofTag(version, line), ...present]
  const stale = version.stale.map((subject) => drift(version, { kind: 'evidence-stale', subject }))
  const isBehind = line.policyLatest > version.policyVersion
  const policy = isBehind
    ? [
        drift(version, {
          kind: 'policy-newer',
          subject: 'policy',
          expected: `${version.policyVersion}`,
          found: `${line.policyLatest}`,
        }),
      ]
    : []
  return [...ofTag(version, line), ...present, ...stale, ...policy]
}

/** A tag answers for the version marked last of those that were nominated by it. */
function ofTag(version: WatchedVersion, line: LineFacts): readonly Answer[] {
  const { tag } = version
  if (tag === null || holderOf(tag, line.versions)?.id !== version.id) return []
  const now = line.tags.get(tag) ?? { kind: 'unknown' }
  const about = { subject: tag, expected: version.digest }
  if (now.kind === 'unknown') {
    return [unsure(version, 'tag-moved', tag), unsure(version, 'tag-deleted', tag)]
  }
  if (now.kind === 'absent') return [drift(version, { ...about, kind: 'tag-deleted' })]
  if (now.digest === version.digest || isNewerGolden(now.digest, version, line.versions)) return []
  return [drift(version, { ...about, kind: 'tag-moved', found: now.digest })]
}

/** The version a tag answers for: the last marked of those nominated by it that may be used. */
export function holderOf<V extends Holding>(tag: string, versions: readonly V[]): V | undefined {
  return versions
    .filter((version) => version.tag === tag && isInUse(version))
    .toSorted((one, other) => (isMarkedAfter(one, other) ? -1 : 1))[0]
}

/** A tag such as `latest` may go on to what was marked since. */
function isNewerGolden(digest: string, than: WatchedVersion, versions: readonly WatchedVersion[]): boolean {
  return versions.some(
    (version) => version.digest === digest && isInUse(version) && isMarkedAfter(version, than),
  )
}

/** Of two marked in the same millisecond the one with the later id. */
function isMarkedAfter(one: Holding, other: Holding): boolean {
  const [at, than] = [one.markedAt ?? 0, other.markedAt ?? 0]
  return at === than ? one.id > other.id : at > than
}

function ofDigest(
  version: WatchedVersion,
  { presence }: LineFacts,
  { kind, digest }: { readonly kind: DriftKind; readonly digest: string },
): readonly Answer[] {
  const now = presence.get(digest) ?? 'unknown'
  if (now === 'there') return []
  return now === 'unknown'
    ? [unsure(version, kind, digest)]
    : [drift(version, { kind, subject: digest, expected: digest })]
}

function ofChannel(channel: WatchedChannel, { versions }: LineFacts): readonly Answer[] {
  const version = versions.find(({ id }) => id === channel.versionId)
  if (channel.tag === null || version === undefined || !isInUse(version)) return []
  if (channel.isUnderWay || channel.now.kind === 'unknown') {
    const kinds = ['channel-tag-moved', 'channel-tag-missing'] as const
    return kinds.map((kind) => unsure(version, kind, channel.name))
  }
  const about = { subject: channel.name, expected: version.digest }
  if (channel.now.kind === 'absent') return [drift(version, { ...about, kind: 'channel-tag-missing' })]
  return channel.now.digest === version.digest
    ? []
    : [drift(version, { ...about, kind: 'channel-tag-moved', found: channel.now.digest })]
}

function ofPin(
  { versionId, tag, digest }: LineFacts['pins'][number],
  { versions, tags }: LineFacts,
): readonly Answer[] {
  const version = versions.find(({ id }) => id === versionId)
  if (version === undefined || !isInUse(version)) return []
  const now = tags.get(tag) ?? { kind: 'unknown' }
  if (now.kind === 'unknown') return [unsure(version, 'pin-missing', tag)]
  const found = now.kind === 'names' ? now.digest : null
  return found === digest
    ? []
    : [drift(version, { kind: 'pin-missing', subject: tag, expected: digest, found })]
}

function drift(
  { id }: WatchedVersion,
  {
    expected = null,
    found = null,
    ...rest
  }: Omit<DriftFinding, 'versionId' | 'expected' | 'found'> & Partial<DriftFinding>,
): Answer {
  return { kind: 'drift', finding: { ...rest, versionId: id, expected, found } }
}

function unsure({ id }: WatchedVersion, kind: DriftKind, subject: string): Answer {
  return { kind: 'unknown', key: { versionId: id, kind, subject } }
}
