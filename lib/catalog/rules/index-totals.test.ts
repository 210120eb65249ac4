import { describe, expect, it } from 'vitest'
import { indexTotals } from './index-totals'

const child = (digest: string, size: number) => ({
  digest,
  kind: 'image',
  size,
  total_size: size + 10,
  created_at: size,
  platforms: 'linux/amd64',
  config_digest: `c${digest}`,
  config_size: 1,
})

describe('indexTotals', () => {
  it('counts what children share once and a child listed twice once', () => {
    const totals = indexTotals({
      size: 100,
      children: [
        { child_digest: 'a', size: 5 },
        { child_digest: 'a', size: 5 },
        { child_digest: 'b', size: 7, platform: 'linux/arm64' },
      ],
      known: [child('a', 5), child('b', 7)],
      blobs: [{ digest: 'shared', size: 1000 }],
    })
    expect(totals).toEqual({
      totalSize: 100 + 5 + 7 + 2 + 1000,
      createdAt: 7,
      platforms: ['linux/amd64', 'linux/arm64'],
    })
  })

  it('does not know the size when a child that runs is not known', () => {
    const children = [{ child_digest: 'a', size: 5, platform: 'linux/amd64' }]
    const totals = indexTotals({ size: 1, children, known: [], blobs: [] })
    expect(totals).toEqual({ totalSize: null, createdAt: null, platforms: ['linux/amd64'] })
  })

  it('folds an attestation: its bytes count, it never runs', () => {
    const children = [{ child_digest: 'a', size: 5, attests_digest: 'b' }]
    expect(indexTotals({ size: 1, children, known: [], blobs: [] })).toMatchObject({
      totalSize: 6,
      platforms: [],
    })
  })
})
