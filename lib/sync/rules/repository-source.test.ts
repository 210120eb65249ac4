import { describe, expect, it } from 'vitest'
import { belongs, namesWithoutCatalog, repositorySourceOf } from './repository-source'

const source = (given: string[] | null, namespaces: string[] | null) =>
  repositorySourceOf({
    repository_list: given && JSON.stringify(given),
    namespace_list: namespaces && JSON.stringify(namespaces),
  })

describe('where repositories come from', () => {
  it.each([
    { given: null, namespaces: null, name: 'anything/at-all', expected: true },
    { given: ['team/app'], namespaces: null, name: 'team/app', expected: true },
    { given: ['team/app'], namespaces: null, name: 'team/other', expected: false },
    { given: null, namespaces: ['team'], name: 'team/app', expected: true },
    { given: null, namespaces: ['team'], name: 'team/deep/app', expected: true },
    { given: null, namespaces: ['team'], name: 'team-b/app', expected: false },
    { given: null, namespaces: ['te_m'], name: 'team/app', expected: false },
    { given: ['x'], namespaces: ['team'], name: 'x', expected: true },
  ])('takes $name from $given and namespaces $namespaces: $expected', ({ given, namespaces, ...facts }) => {
    expect(belongs(source(given, namespaces), facts.name)).toBe(facts.expected)
  })

  it('compares what was given and what was learned inside the namespaces, each once', () => {
    const known = ['team/app', 'team/new', 'gone/from-the-list']
    expect(namesWithoutCatalog(source(['team/app'], ['team']), known)).toEqual(['team/app', 'team/new'])
  })
})
