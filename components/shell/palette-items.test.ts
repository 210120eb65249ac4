import { describe, expect, it } from 'vitest'
import { foundGroups, placeGroups } from './palette-items'

const NONE = { count: 0, isAtLeast: false }
const MANY = { count: 200, isAtLeast: true }
const DIGEST = `sha256:${'ab'.repeat(32)}`

describe('foundGroups', () => {
  it('leads to repositories, tags and digests, and leaves out what was not found', () => {
    const groups = foundGroups({
      repositories: [{ registry: 'main', repository: 'team-a/web', tagCount: 1 }],
      tags: [],
      digests: [
        { registry: 'main', repository: 'team-a/web', digest: DIGEST, kind: 'image', tags: [], golden: [] },
      ],
      layers: [],
      labels: [],
      counts: { repositories: MANY, tags: NONE, images: NONE, layers: NONE, labels: NONE },
      q: 'web',
      isCorrected: false,
      terms: ['web'],
    })

    expect(groups.map((group) => group.title)).toEqual(['Repositories', 'Images'])
    expect(groups[0]?.items[0]).toMatchObject({
      detail: 'main · 1 tag',
      href: '/registries/main/repositories/team-a~web',
    })
    expect(groups[0]?.items[1]).toMatchObject({
      label: 'Show all 200+ repositories',
      href: '/search?q=web&in=repositories',
    })
    expect(groups[1]?.items[0]).toMatchObject({
      label: 'abababababab',
      detail: 'team-a/web · untagged image',
      href: `/registries/main/repositories/team-a~web/manifests/${DIGEST}`,
    })
  })
})

describe('placeGroups', () => {
  const input = {
    registries: [
      {
        name: 'main',
        url: 'https://registry.example',
        activeJobId: null,
        can: { sync: { allowed: true }, manage: { allowed: false } },
      },
    ],
    navigation: [{ label: 'Overview', href: '/' }],
    below: [{ label: 'API tokens', href: '/access/tokens', detail: 'Access' }],
  }

  it('leads to the settings of a registry only who may manage it', () => {
    const hrefsOf = (isManager: boolean) =>
      placeGroups({
        ...input,
        registries: input.registries.map((one) => ({
          ...one,
          can: { ...one.can, manage: { allowed: isManager } },
        })),
        q: 'main notifications',
      }).flatMap((group) => group.items.map((item) => item.href))

    expect(hrefsOf(true)).toEqual(['/settings/registries/edit/main/notifications'])
    expect(hrefsOf(false)).toEqual([])
  })

  it('offers a sync only where one may be started now', () => {
    const labelsOf = (over: object) =>
      placeGroups({
        ...input,
        registries: input.registries.map((one) => ({ ...one, ...over })),
        q: 'sync',
      })
        .flatMap((group) => group.items)
        .map((item) => item.label)

    expect(labelsOf({})).toEqual(['Sync main now'])
    expect(labelsOf({ activeJobId: 'job_1' })).toEqual([])
    expect(labelsOf({ can: { sync: { allowed: false }, manage: { allowed: false } } })).toEqual([])
  })

  it('finds places by all words in any order', () => {
    const groups = placeGroups({ ...input, q: 'tokens access' })

    expect(groups).toEqual([{ title: 'Go to', items: [expect.objectContaining({ label: 'API tokens' })] }])
  })
})
