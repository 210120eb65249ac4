import { describe, expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { type ReportDecision, type ReportLine, reportLine, totalsOf } from './report'

const digest = (letter: string) => parseDigest(`sha256:${letter.repeat(64)}`)
let count = 0
const act = (at: number, verb: string, more: Partial<ReportDecision> = {}): ReportDecision => {
  count += 1
  return {
    id: `dec_${count}`,
    verb,
    at,
    reason: null,
    versionId: 'v1',
    channel: null,
    actorKind: 'user',
    actorId: 'usr_a',
    actorName: 'anna',
    policyDigest: 'p1',
    evidenceDigest: 'e1',
    caseFile: null,
    audit: { eventId: `evt_${count}`, sequence: count, hash: 'h', prevHash: 'g' },
    ...more,
  }
}
const line = (decisions: readonly ReportDecision[], more: Partial<ReportLine> = {}): ReportLine => ({
  id: 'lin_1',
  versions: [
    { id: 'v1', name: '1', digest: digest('1'), tag: '1' },
    { id: 'v2', name: '2', digest: digest('2'), tag: '2' },
  ],
  decisions,
  drift: [],
  ...more,
})
const said = (decisions: readonly ReportDecision[], at: number) =>
  reportLine(line(decisions), at).map(({ version, state, since }) => `${version.id} ${state} since ${since}`)
const second = { versionId: 'v2' }

describe('what was golden at a moment', () => {
  const story = [
    act(10, 'nominate'),
    act(20, 'approve'),
    act(30, 'mark', { expiresAt: 100 }),
    act(40, 'nominate', second),
    act(50, 'mark', { ...second, expiresAt: null }),
    act(60, 'revoke', { ...second, category: 'defect', reason: 'broken' }),
    act(70, 'restore', second),
    act(80, 'schedule-revoke', { ...second, revokeAt: 90, category: 'policy' }),
  ]

  it.each<[number, readonly string[]]>([
    [5, []],
    [10, ['v1 candidate since 10']],
    [30, ['v1 golden since 30']],
    [45, ['v1 golden since 30', 'v2 candidate since 40']],
    [50, ['v1 superseded since 50', 'v2 golden since 50']],
    [60, ['v1 golden since 30', 'v2 revoked since 60']],
    [70, ['v1 superseded since 50', 'v2 golden since 70']],
    [95, ['v1 golden since 30', 'v2 revoked since 90']],
    [100, ['v1 expired since 100', 'v2 revoked since 90']],
  ])('at %d: %j', (at, expected) => {
    expect(said(story, at)).toEqual(expected)
  })

  it('says why it was revoked, and forgets that when it is restored', () => {
    const revocation = (at: number) => reportLine(line(story), at)[1]?.life.revocation
    expect(revocation(60)).toEqual({ category: 'defect', reason: 'broken' })
    expect(revocation(75)).toBeNull()
  })

  it('calls off and extends', () => {
    const more = [...story, act(85, 'cancel-revoke', second), act(86, 'extend', { expiresAt: 500 })]
    expect(said(more, 95)).toEqual(['v1 superseded since 50', 'v2 golden since 70'])
    expect(reportLine(line(more), 95)[0]?.life.expiresAt).toBe(500)
  })

  it('starts again with a nomination after a rejection', () => {
    const again = [act(1, 'nominate'), act(2, 'reject'), act(3, 'nominate')]
    expect(said(again, 2)).toEqual(['v1 rejected since 2'])
    expect(said(again, 3)).toEqual(['v1 candidate since 3'])
  })
})

describe('on what it rested', () => {
  it('counts approvals of exactly what was marked, one for each person', () => {
    const rows = reportLine(
      line([
        act(1, 'nominate'),
        act(2, 'approve', { actorId: 'usr_b', evidenceDigest: 'before' }),
        act(3, 'approve', { actorId: 'usr_b' }),
        act(4, 'approve', { actorId: 'usr_b' }),
        act(5, 'approve', { actorId: 'usr_c' }),
        act(6, 'mark', { expiresAt: null }),
      ]),
      10,
    )
    expect(rows[0]?.approvals.map(({ at }) => at)).toEqual([3, 5])
    expect(rows[0]?.mark?.at).toBe(6)
  })

  it('knows the channels and the drift of that moment', () => {
    const drifted = {
      versionId: 'v1',
      kind: 'tag-moved',
      subject: '1',
      expected: null,
      found: null,
      detectedAt: 20,
      resolvedAt: 30,
      resolution: 'repaired',
    }
    const decisions = [
      act(1, 'nominate'),
      act(2, 'mark', { expiresAt: null }),
      act(10, 'promote', { channel: 'prod' }),
      act(40, 'promote', { ...second, channel: 'prod' }),
    ]
    const at = (moment: number) => reportLine(line(decisions, { drift: [drifted] }), moment)[0]
    expect(at(9)).toMatchObject({ channels: [], drift: [] })
    expect(at(25)).toMatchObject({ channels: ['prod'], drift: [drifted] })
    expect(at(50)).toMatchObject({ channels: [], drift: [] })
    const revoked = [...decisions.slice(0, 3), act(30, 'revoke', { category: 'defect' })]
    const [after] = reportLine(line(revoked, { drift: [] }), 35)
    expect(after).toMatchObject({ state: 'revoked', channels: [], lapsedChannels: ['prod'] })
    const rows = reportLine(line(decisions, { drift: [drifted] }), 25)
    expect(totalsOf(rows)).toMatchObject({ golden: 1, drifted: 1, revoked: 0 })
  })
})
