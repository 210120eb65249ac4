import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeletionFacts } from './facts'
import type { Protection } from './plan'
import { planDeletion } from './plan-deletion'

/** A registry of distribution 2.x: deleting a digest takes every tag of it, and an index without a child is broken. */
class Distribution {
  readonly tags = new Map<string, string>()
  readonly manifests = new Map<
    string,
    { readonly children: readonly string[]; readonly subject: string | null }
  >()

  put(tag: string, digest: string): void {
    if (!this.manifests.has(digest)) this.manifests.set(digest, { children: [], subject: null })
    this.tags.set(tag, digest)
  }

  deleteDigest(digest: string): void {
    this.manifests.delete(digest)
    for (const [tag, named] of this.tags) if (named === digest) this.tags.delete(tag)
  }

  isWhole(digest: string): boolean {
    const manifest = this.manifests.get(digest)
    return manifest?.children.every((child) => this.isWhole(child)) ?? false
  }

  copy(): Distribution {
    const copy = new Distribution()
    for (const [tag, digest] of this.tags) copy.tags.set(tag, digest)
    for (const [digest, manifest] of this.manifests) copy.manifests.set(digest, manifest)
    return copy
  }
}

const LEVELS = 3
const PER_LEVEL = 5

/** Images, indexes of images and indexes of indexes, some of them referring to others, under shared tags. */
const world = fc.record({
  children: fc.array(fc.array(fc.nat(PER_LEVEL - 1), { maxLength: 3 }), {
    minLength: LEVELS * PER_LEVEL,
    maxLength: LEVELS * PER_LEVEL,
  }),
  subjects: fc.array(fc.option(fc.nat(LEVELS * PER_LEVEL - 1), { freq: 3 }), {
    minLength: LEVELS * PER_LEVEL,
    maxLength: LEVELS * PER_LEVEL,
  }),
  tags: fc.array(fc.nat(LEVELS * PER_LEVEL - 1), { minLength: 1, maxLength: 16 }),
  victims: fc.array(fc.nat(15), { minLength: 1, maxLength: 10 }),
  golden: fc.array(fc.nat(LEVELS * PER_LEVEL - 1), { maxLength: 2 }),
  manifests: fc.array(fc.nat(LEVELS * PER_LEVEL - 1), { maxLength: 3 }),
  removeUntagged: fc.boolean(),
})
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

const nameOf = (at: number) => `sha256:${at}`

function build({ children, subjects, tags }: World): Distribution {
  const registry = new Distribution()
  for (let at = 0; at < LEVELS * PER_LEVEL; at += 1) {
    const level = Math.floor(at / PER_LEVEL)
    const below =
      level === 0 ? [] : (children[at] ?? []).map((child) => nameOf((level - 1) * PER_LEVEL + child))
    const subject = subjects[at] ?? null
    const refers = level === 0 && subject !== null && subject !== at
    registry.manifests.set(nameOf(at), {
      children: [...new Set(below)],
      subject: refers ? nameOf(subject) : null,
    })
  }
  for (const [at, digest] of tags.entries()) registry.put(`t${at}`, nameOf(digest))
  return registry
}

/** Every digest under a golden one: what it lists, and what refers to any of them. */
function closureOf(registry: Distribution, golden: readonly string[]): ReadonlyMap<string, Protection> {
  const found = new Map<string, Protection>()
  const add = (digest: string, of: string) => {
    if (found.has(digest)) return
    found.set(digest, { digest, source: 'golden', detail: 'a line', of })
    for (const child of registry.manifests.get(digest)?.children ?? []) add(child, of)
    for (const [referrer, { subject }] of registry.manifests) if (subject === digest) add(referrer, of)
  }
  for (const digest of golden) add(digest, digest)
  return found
}

function factsOf(registry: Distribution, input: World): DeletionFacts {
  const all = [...registry.manifests.keys()]
  const victims = [...new Set(input.victims.map((at) => `t${at}`))]
  return {
    repository: 'team/app',
    method: { kind: 'tombstone' },
    selected: victims.map((tag) => ({ tag, digest: registry.tags.get(tag), expected: null })),
    manifests: [...new Set(input.manifests.map(nameOf))],
    tagsOf: new Map(
      all.map((digest) => {
        const names = [...registry.tags].flatMap(([tag, to]) => (to === digest ? tag : []))
        return [digest, { count: names.length, names }]
      }),
    ),
    childrenOf: new Map([...registry.manifests].map(([digest, { children }]) => [digest, children])),
    parentsOf: new Map(
      all.map((digest) => [
        digest,
        [...registry.manifests].flatMap(([parent, { children }]) =>
          children.includes(digest) ? parent : [],
        ),
      ]),
    ),
    referrersOf: new Map(
      all.map((digest) => [
        digest,
        [...registry.manifests].flatMap(([referrer, { subject }]) => (subject === digest ? referrer : [])),
      ]),
    ),
    protection: closureOf(registry, input.golden.map(nameOf)),
    known: new Map(),
    removeUntagged: input.removeUntagged,
    selection: 'filter',
  }
}

/** What the job does for a plan, on a registry that cannot delete by tag. */
function carryOut(registry: Distribution, plan: ReturnType<typeof planDeletion>): void {
  for (const { tag, fate } of plan.tags) if (fate === 'remove') registry.put(tag, 'sha256:tombstone')
  registry.deleteDigest('sha256:tombstone')
  for (const digest of plan.removed) registry.deleteDigest(digest)
}

describe('a deletion on a registry where deleting a digest takes every tag of it', () => {
  it('removes the tags it names and changes no sibling, child, parent, referrer or protected digest', () => {
    fc.assert(
      fc.property(world, (input) => {
        const before = build(input)
        const facts = factsOf(before, input)
        const plan = planDeletion(facts)
        const after = before.copy()
        carryOut(after, plan)

        const removed = new Set(plan.tags.flatMap(({ tag, fate }) => (fate === 'remove' ? tag : [])))
        for (const [tag, digest] of before.tags) {
          expect(after.tags.get(tag)).toBe(removed.has(tag) ? undefined : digest)
          if (!removed.has(tag)) expect(after.isWhole(digest)).toBe(true)
        }
        for (const digest of facts.protection.keys()) expect(after.manifests.has(digest)).toBe(true)
        for (const [digest, { children, subject }] of after.manifests) {
          if (digest === 'sha256:tombstone') continue
          expect(children.every((child) => after.manifests.has(child))).toBe(true)
          expect(subject === null || after.manifests.has(subject)).toBe(true)
        }
        const gone = [...before.manifests.keys()].filter((digest) => !after.manifests.has(digest))
        expect(new Set(gone)).toEqual(new Set(plan.removed))
        if (!input.removeUntagged) expect(gone.every((digest) => facts.manifests.includes(digest))).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('removes exactly the tags asked for that are there and free to go', () => {
    fc.assert(
      fc.property(world, (input) => {
        const registry = build(input)
        const facts = factsOf(registry, input)
        for (const { tag, fate, digest } of planDeletion(facts).tags) {
          const named = registry.tags.get(tag)
          const free = named !== undefined && facts.protection.has(named) ? 'protected' : 'remove'
          const expected = named === undefined ? 'gone' : free
          expect({ tag, fate, digest }).toEqual({ tag, fate: expected, digest: named ?? null })
        }
      }),
      { numRuns: 500 },
    )
  })
})
