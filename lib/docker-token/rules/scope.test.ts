import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRepositoryName } from '@/lib/oci/name'
import { grantAccess } from './access'
import { parseScopes, splitScopes, type Wish } from './scope'

const read = (...values: string[]) => parseScopes(splitScopes(values)).wishes.map(shown)

function shown(wish: Wish): string {
  if (wish.kind === 'catalog') return 'catalog'
  const resource = wish.resourceClass === null ? '' : `(${wish.resourceClass})`
  return `${wish.name}${resource}:${[...wish.actions].join(',')}`
}

describe('reading scopes', () => {
  it.each([
    ['repository:team/app:pull', ['team/app:pull']],
    ['repository:team/app:push,pull', ['team/app:pull,push']],
    ['repository:team/app:pull,pull', ['team/app:pull']],
    ['repository:team/app:*', ['team/app:pull,push,delete']],
    ['repository:team/app:pull,push,delete,*', ['team/app:pull,push,delete']],
    ['repository(plugin):team/app:pull', ['team/app(plugin):pull']],
    ['repository(image):team/app:pull', ['team/app(image):pull']],
    ['registry:catalog:*', ['catalog']],
    ['repository:a/b:pull repository:c/d:pull', ['a/b:pull', 'c/d:pull']],
    [' repository:a/b:pull  repository:c/d:pull ', ['a/b:pull', 'c/d:pull']],
    ['repository:team/app:fly', ['team/app:']],
    ['repository:team/app:PULL', ['team/app:']],
    ['repository:team/app:', ['team/app:']],
  ])('understands %s', (scope, wishes) => {
    expect(read(scope)).toEqual(wishes)
  })

  it.each([
    ['a host, which no repository of a registry has', 'repository:host:5000/team/x:pull'],
    ['capitals', 'repository:TEAM/x:pull'],
    ['a way out', 'repository:../x:pull'],
    ['a hidden way out', 'repository:team/%2e%2e/x:pull'],
    ['no name', 'repository::pull'],
    ['nothing but colons', ':::'],
    ['no actions', 'repository:team/x'],
    ['a class nobody knows', 'repository(secret):team/x:pull'],
    ['a type nobody knows', 'network:team/x:pull'],
    ['a type in capitals', 'Repository:team/x:pull'],
    ['part of a catalog', 'registry:catalog:pull'],
    ['another thing of the registry', 'registry:users:*'],
    ['a classified catalog', 'registry(x):catalog:*'],
    ['2 KB of name', `repository:${'a'.repeat(2048)}:pull`],
    ['a line break', 'repository:team/x\n:pull'],
    ['a wildcard', 'repository:team/*:pull'],
    ['a leading slash', 'repository:/team/x:pull'],
    ['nothing', ''],
  ])('drops %s and makes nothing else of it', (_, scope) => {
    expect(read(scope)).toEqual([])
  })

  it('takes a parameter that is repeated as it takes spaces', () => {
    expect(read('repository:a/b:pull', 'repository:c/d:push')).toEqual(['a/b:pull', 'c/d:push'])
  })

  it('reads back any scope that the grammar can write', () => {
    const word = fc.stringMatching(/^[a-z0-9]{1,8}$/)
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
    const actions = fc.uniqueArray(fc.constantFrom('pull', 'push', 'delete'), { minLength: 1 })
    fc.assert(
      fc.property(name, actions, (repository, wanted) => {
        const [wish] = parseScopes([`repository:${repository}:${wanted.join(',')}`]).wishes
        expect(wish?.kind).toBe('repository')
        if (wish?.kind !== 'repository') return
        expect(wish.name).toBe(repository)
        expect([...wish.actions].sort()).toEqual([...wanted].sort())
      }),
    )
  })

  it('makes of any text at all nothing but what stands in it, letter by letter', () => {
    const text = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('repository:', 'registry:', ':pull', '/', ' ', '..', '*'),
      ),
    )
    fc.assert(
      fc.property(text, (parts) => {
        const sent = parts.join('')
        for (const wish of parseScopes(splitScopes([sent])).wishes) {
          if (wish.kind === 'catalog') expect(sent).toContain('registry:catalog:')
          else {
            expect(isRepositoryName(wish.name)).toBe(true)
            expect(sent).toContain(`:${wish.name}:`)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('granting', () => {
  const reader = { actions: () => ['pull'] as const, catalog: false }
  const grant = (scope: string, rights: Parameters<typeof grantAccess>[1] = reader) =>
    grantAccess(parseScopes(splitScopes([scope])).wishes, rights)

  it('gives a reader who asks for everything the reading', () => {
    expect(grant('repository:team/x:pull,push,delete,*')).toEqual([
      { type: 'repository', name: 'team/x', actions: ['pull'] },
    ])
  })

  it('leaves nothing behind of what was refused', () => {
    expect(grant('repository:team/x:push registry:catalog:*')).toEqual([])
  })

  it('decides each side of a mount alone', () => {
    const rights = {
      actions: (name: string) => (name === 'team/x' ? (['pull', 'push'] as const) : []),
      catalog: false,
    }
    expect(grant('repository:team/x:pull,push repository:foreign/base:pull', rights)).toEqual([
      { type: 'repository', name: 'team/x', actions: ['pull', 'push'] },
    ])
  })

  it('gives the catalog to whoever may know every name', () => {
    const rights = { actions: () => [], catalog: true }
    expect(grant('registry:catalog:*', rights)).toEqual([
      { type: 'registry', name: 'catalog', actions: ['*'] },
    ])
  })

  it('joins what is asked for twice', () => {
    const rights = { actions: () => ['pull', 'push', 'delete'] as const, catalog: false }
    expect(grant('repository:a:pull repository:a:push', rights)).toEqual([
      { type: 'repository', name: 'a', actions: ['pull', 'push'] },
    ])
  })

  it('never gives what is not both wished for and held', () => {
    const action = fc.constantFrom('pull', 'push', 'delete')
    const actions = fc.uniqueArray(action)
    fc.assert(
      fc.property(actions, actions, (wanted, held) => {
        const rights = { actions: () => held, catalog: false }
        const given = grant(`repository:a:${wanted.join(',')}`, rights).flatMap((entry) => entry.actions)
        expect([...given].sort()).toEqual(wanted.filter((one) => held.includes(one)).sort())
      }),
    )
  })
})
