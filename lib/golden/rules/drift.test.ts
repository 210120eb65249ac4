import { describe, expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { findDrift, type LineFacts, type TagNow, type WatchedVersion } from './drift'
import { settleDrift } from './settle-drift'

const digest = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`)
const ONE = digest('1')
const TWO = digest('2')
const OTHER = digest('f')

const names = (which: string): TagNow => ({ kind: 'names', digest: which })
const version = (more: Partial<WatchedVersion> = {}): WatchedVersion => ({
  id: 'ver_1',
  digest: ONE,
  state: 'golden',
  markedAt: 100,
  tag: 'v1',
  parts: [],
  policyVersion: 1,
  stale: [],
  ...more,
})
const line = (more: Partial<LineFacts> = {}): LineFacts => ({
  versions: [version()],
  channels: [],
  policyLatest: 1,
  tags: new Map([['v1', names(ONE)]]),
  presence: new Map([
    [ONE, 'there'],
    [TWO, 'there'],
  ]),
  pins: [],
  ...more,
})
const kinds = (facts: LineFacts) => findDrift(facts).findings.map(({ kind, subject }) => `${kind} ${subject}`)

describe('where a registry is not as a golden version has it', () => {
  it('finds nothing where everything is as it should be', () => {
    expect(findDrift(line())).toEqual({ findings: [], unknown: [] })
  })

  it('says what a tag that moved names now', () => {
    const { findings } = findDrift(line({ tags: new Map([['v1', names(OTHER)]]) }))
    expect(findings).toEqual([
      { versionId: 'ver_1', kind: 'tag-moved', subject: 'v1', expected: ONE, found: OTHER },
    ])
  })

  it('sees a tag that is gone, and manifests and children that are', () => {
    const facts = line({
      versions: [version({ parts: [TWO] })],
      tags: new Map([['v1', { kind: 'absent' }]]),
      presence: new Map([
        [ONE, 'missing'],
        [TWO, 'missing'],
      ]),
    })
    expect(kinds(facts)).toEqual(['tag-deleted v1', `manifest-missing ${ONE}`, `child-missing ${TWO}`])
  })

  it('raises nothing without an answer of the registry', () => {
    const { findings, unknown } = findDrift(line({ tags: new Map(), presence: new Map() }))
    expect(findings).toEqual([])
    expect(unknown.map(({ kind }) => kind)).toEqual(['tag-moved', 'tag-deleted', 'manifest-missing'])
  })

  it('lets a tag go on to what was marked since, and holds it to the newest', () => {
    const versions = [
      version({ tag: 'latest' }),
      version({ id: 'ver_2', digest: TWO, markedAt: 200, tag: 'v2' }),
    ]
    const tags = (now: string) =>
      new Map([
        ['latest', names(now)],
        ['v2', names(TWO)],
      ])
    expect(kinds(line({ versions, tags: tags(TWO) }))).toEqual([])
    const both = versions.map((one) => ({ ...one, tag: 'latest' }))
    expect(kinds(line({ versions: both, tags: tags(ONE) }))).toEqual(['tag-moved latest'])
  })

  it.each(['candidate', 'rejected', 'expired', 'revoked'] as const)(
    'holds nothing to what is %s',
    (state) => {
      const facts = line({ versions: [version({ state })], tags: new Map([['v1', names(OTHER)]]) })
      expect(findDrift(facts)).toEqual({ findings: [], unknown: [] })
    },
  )

  it('says of the version in force alone that its policy or evidence is old', () => {
    const old = { stale: ['scan'], policyVersion: 1 }
    const facts = line({ versions: [version(old)], policyLatest: 2 })
    expect(kinds(facts)).toEqual(['evidence-stale scan', 'policy-newer policy'])
    const superseded = version({ ...old, state: 'superseded' })
    expect(kinds(line({ versions: [superseded], policyLatest: 2 }))).toEqual([])
  })

  it.each<[string, TagNow, readonly string[]]>([
    ['in step', names(ONE), []],
    ['elsewhere', names(OTHER), ['channel-tag-moved prod']],
    ['gone', { kind: 'absent' }, ['channel-tag-missing prod']],
    ['not known', { kind: 'unknown' }, []],
  ])('a channel tag that is %s', (_title, now, expected) => {
    const channel = { name: 'prod', versionId: 'ver_1', tag: 'prod', now, isUnderWay: false }
    expect(kinds(line({ channels: [channel] }))).toEqual(expected)
    expect(kinds(line({ channels: [{ ...channel, isUnderWay: true }] }))).toEqual([])
    expect(kinds(line({ channels: [{ ...channel, versionId: null }] }))).toEqual([])
  })

  it('misses a pin that is gone or names something else', () => {
    const pins = [{ versionId: 'ver_1', tag: 'golden-1', digest: ONE }]
    const at = (now: TagNow) =>
      kinds(
        line({
          pins,
          tags: new Map([
            ['v1', names(ONE)],
            ['golden-1', now],
          ]),
        }),
      )
    expect(at(names(ONE))).toEqual([])
    expect(at(names(OTHER))).toEqual(['pin-missing golden-1'])
    expect(at({ kind: 'absent' })).toEqual(['pin-missing golden-1'])
    expect(at({ kind: 'unknown' })).toEqual([])
  })
})

describe('what becomes of drift', () => {
  const finding = {
    versionId: 'ver_1',
    kind: 'tag-moved',
    subject: 'v1',
    expected: ONE,
    found: OTHER,
  } as const
  const open = { ...finding, id: 'dri_1' }
  const inUse = new Set(['ver_1'])

  it('is raised once', () => {
    const verdict = { findings: [finding], unknown: [] }
    expect(settleDrift([], verdict, inUse).raised).toEqual([finding])
    expect(settleDrift([open], verdict, inUse)).toEqual({ raised: [], changed: [], resolved: [] })
  })

  it('follows a tag that moves on', () => {
    const moved = { ...finding, found: TWO }
    const changes = settleDrift([open], { findings: [moved], unknown: [] }, inUse)
    expect(changes).toMatchObject({ raised: [], changed: [{ id: 'dri_1', found: TWO }] })
  })

  it('ends by itself, or with the version it is of', () => {
    const nothing = { findings: [], unknown: [] }
    expect(settleDrift([open], nothing, inUse).resolved[0]?.resolution).toBe('by-itself')
    expect(settleDrift([open], nothing, new Set()).resolved[0]?.resolution).toBe('no-longer-golden')
  })

  it('stays while nobody can tell', () => {
    expect(settleDrift([open], { findings: [], unknown: [finding] }, inUse).resolved).toEqual([])
  })
})
