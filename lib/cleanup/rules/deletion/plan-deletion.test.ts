import { describe, expect, it } from 'vitest'
import type { DeletionFacts } from './facts'
import { methodFor } from './method'
import type { Protection } from './plan'
import { planDeletion } from './plan-deletion'

const named = (...names: string[]) => new Map([['sha256:1', { count: names.length, names }]])

const image: DeletionFacts = {
  repository: 'team/app',
  method: { kind: 'tombstone' },
  selected: [{ tag: 'v1', digest: 'sha256:1', expected: 'sha256:1' }],
  manifests: [],
  tagsOf: named('latest', 'v1'),
  childrenOf: new Map(),
  parentsOf: new Map(),
  referrersOf: new Map(),
  protection: new Map(),
  known: new Map(),
  removeUntagged: true,
  selection: 'named',
}

describe('a plan', () => {
  it('names the tags of the digest that stay, and leaves the manifest to them', () => {
    expect(planDeletion(image)).toMatchObject({
      tags: [{ fate: 'remove', siblings: { count: 1, first: ['latest'] }, becomesUntagged: false }],
      untagged: [],
      removed: [],
      blocks: [],
    })
  })

  it('counts the tags that stay of a digest of very many, of which it was given some', () => {
    const tagsOf = new Map([['sha256:1', { count: 5_000, names: ['latest', 'v1', 'v2'] }]])
    const [tag] = planDeletion({ ...image, tagsOf }).tags
    expect(tag).toMatchObject({ siblings: { count: 4_999, first: ['latest', 'v2'] }, becomesUntagged: false })
  })

  it('says what becomes untagged and what keeps it all the same', () => {
    const facts: DeletionFacts = {
      ...image,
      tagsOf: named('v1'),
      referrersOf: new Map([['sha256:1', ['sha256:signature']]]),
    }
    expect(planDeletion(facts)).toMatchObject({
      tags: [{ becomesUntagged: true, referrers: { count: 1 } }],
      untagged: [{ digest: 'sha256:1', keptBy: [{ kind: 'referrer', digest: 'sha256:signature' }] }],
      removed: [],
    })
  })

  it('is refused whole where one of the tags named is protected, and leaves it alone where a filter met it', () => {
    const golden: Protection = { digest: 'sha256:2', source: 'golden', detail: 'base', of: 'sha256:2' }
    const facts: DeletionFacts = {
      ...image,
      selected: [...image.selected, { tag: 'v2', digest: 'sha256:2', expected: null }],
      protection: new Map([['sha256:2', golden]]),
    }
    expect(planDeletion(facts).blocks).toEqual([{ code: 'tag-is-golden', count: 1 }])
    expect(planDeletion({ ...facts, selection: 'all' }).blocks).toEqual([{ code: 'tag-is-golden', count: 1 }])
    const filtered = planDeletion({ ...facts, selection: 'filter' })
    expect(filtered.blocks).toEqual([])
    expect(filtered.tags.map(({ fate }) => fate)).toEqual(['remove', 'protected'])
  })

  it.each([
    [
      'a registry that does not delete',
      { method: { kind: 'unavailable', because: 'deletes-disabled' } },
      'deletes-disabled',
    ],
    [
      'a registry whose tags are none of its API’s business',
      { method: methodFor({ deleteByTag: 'refused', deleteEnabled: 'yes' }) },
      'untag-unsupported',
    ],
    [
      'no tag that is there',
      { selected: [{ tag: 'v9', digest: undefined, expected: null }] },
      'nothing-to-delete',
    ],
  ] as const)('is blocked by %s', (_, change, code) => {
    expect(planDeletion({ ...image, ...change }).blocks).toEqual([{ code, count: 0 }])
  })

  it('asks for the number of many tags and for the name of a repository that goes whole', () => {
    const selected = Array.from({ length: 21 }, (_, at) => ({
      tag: `t${at}`,
      digest: 'sha256:1',
      expected: null,
    }))
    expect(planDeletion({ ...image, selected }).confirmation).toEqual({ kind: 'count', count: 21 })
    expect(planDeletion(image).confirmation).toEqual({ kind: 'none' })
    expect(planDeletion({ ...image, selection: 'all' }).confirmation).toEqual({
      kind: 'name',
      name: 'team/app',
    })
  })
})
