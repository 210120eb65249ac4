import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers } from '@/lib/core/covers'
import { containsScope, scopeCovers, scopeKey, scopeKeysOf, scopeTouches } from './covers'

/** Few letters and every separator of the grammar, so that paths often begin alike. */
const segment = fc.stringMatching(/^[at](?:[._-][at]|[at0])?$/)
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
const registryId = fc.constantFrom('reg_1', 'reg_2', null)

describe('covers', () => {
  it.each([
    ['team', 'team', true],
    ['team', 'team/x', true],
    ['team', 'team/x/y', true],
    ['team', 'team-a/x', false],
    ['team', 'team_a/x', false],
    ['team', 'teamx', false],
    ['team', 'team0', false],
    ['team/x', 'team', false],
    ['t_am', 'team/x', false],
    ['te%', 'team/x', false],
    ['', 'anything/at/all', true],
  ])('%s covers %s: %s', (namespace, name, expected) => {
    expect(covers(namespace, name)).toBe(expected)
  })

  it('holds for exactly the paths that begin with the same segments', () => {
    fc.assert(
      fc.property(path, path, (namespace, name) => {
        const depth = namespace.split('/').length
        expect(covers(namespace, name)).toBe(name.split('/').slice(0, depth).join('/') === namespace)
      }),
      { numRuns: 5000 },
    )
  })

  it('is passed on: what covers a namespace covers all that this one covers', () => {
    fc.assert(
      fc.property(path, path, path, (a, b, c) => {
        if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('a scope', () => {
  const scope = fc.record({ registryId, path: fc.oneof(path, fc.constant('')) })

  it('covers a repository where its key is one of the repository’s own, or it is everything', () => {
    fc.assert(
      fc.property(scope, fc.constantFrom('reg_1', 'reg_2'), path, (one, registry, repository) => {
        const everything = one.registryId === null && one.path === ''
        const byKey = everything || scopeKeysOf(registry, repository).includes(scopeKey(one))
        expect(scopeCovers(one, { registryId: registry, repository })).toBe(byKey)
      }),
      { numRuns: 5000 },
    )
  })

  it('that holds another one covers whatever that one covers', () => {
    fc.assert(
      fc.property(
        scope,
        scope,
        fc.constantFrom('reg_1', 'reg_2'),
        path,
        (...[outer, inner, registry, repository]) => {
          const resource = { registryId: registry, repository }
          if (containsScope(outer, inner) && scopeCovers(inner, resource)) {
            expect(scopeCovers(outer, resource)).toBe(true)
          }
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('touches what it covers, and a namespace above it', () => {
    const inside = { registryId: 'reg_1', path: 'team/app' }
    expect(scopeTouches(inside, { registryId: 'reg_1' })).toBe(true)
    expect(scopeTouches(inside, { registryId: 'reg_1', namespace: 'team' })).toBe(true)
    expect(scopeTouches(inside, { registryId: 'reg_1', repository: 'team' })).toBe(false)
    expect(scopeTouches(inside, { registryId: 'reg_2' })).toBe(false)
  })
})
