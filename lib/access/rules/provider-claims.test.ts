import { describe, expect, it } from 'vitest'
import { readGroups, readNames } from './provider-claims'

describe('groups of a token', () => {
  it.each([
    ['a list', { groups: ['a', 'B'] }, ['a', 'B']],
    ['an empty list', { groups: [] }, []],
    ['one name alone', { groups: 'a' }, ['a']],
    ['a name twice', { groups: ['a', 'a'] }, ['a']],
    ['names in odd letters, untouched', { groups: [' a ', 'ａ'] }, [' a ', 'ａ']],
  ])('are read from %s', (_, claims, groups) => {
    expect(readGroups(claims, ['groups'])).toEqual(groups)
  })

  it.each([
    ['no claim', {}],
    ['null', { groups: null }],
    ['a list with something else in it', { groups: ['a', 1] }],
    ['an object', { groups: { a: true } }],
    ['more than can be read', { groups: Array.from({ length: 501 }, (_, at) => `g${at}`) }],
    ['a name that is too long', { groups: ['g'.repeat(1025)] }],
    ['a claim that is elsewhere', { groups: ['a'], _claim_names: { groups: 'src1' } }],
    ['a token that only says that there are some', { hasgroups: true, groups: ['a'] }],
    ['a claim of the prototype', {}],
  ])('are missing, which is not the same as none, for %s', (_, claims) => {
    expect(readGroups(claims, ['groups'])).toBeNull()
    expect(readGroups(claims, ['toString'])).toBeNull()
  })

  it('are found inside of a claim', () => {
    const claims = { realm_access: { roles: ['a'] }, 'https://x.test/groups': ['b'] }
    expect(readGroups(claims, ['realm_access', 'roles'])).toEqual(['a'])
    expect(readGroups(claims, ['https://x.test/groups'])).toEqual(['b'])
    expect(readGroups(claims, ['realm_access', 'roles', '0'])).toBeNull()
  })
})

it.each([
  [{ preferred_username: 'ada', name: 'Ada L' }, 'ada', 'Ada L (ada)'],
  [{ email: 'ada@x.test' }, 'ada@x.test', 'ada@x.test'],
  [{ name: 'Ada L' }, 'Ada L', 'Ada L'],
  [{ preferred_username: 7 }, 'subject', 'subject'],
])('calls a person of %j %s', (claims, name, label) => {
  expect(readNames(claims, 'subject')).toEqual({ name, label })
})
