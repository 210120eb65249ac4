import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isDigest } from './digest'
import { covers, isRepositoryName, isTagName, namespaceOf } from './name'
import { fromRepositorySlug, repositorySlug } from './slug'

const hex64 = 'a'.repeat(64)

describe('a repository name', () => {
  it.each(['a', 'a/b', 'a-b', 'a--b', 'a__b', 'a.b', 'team/sub/app', '0', 'a'.repeat(255)])(
    'is %.30s',
    (name) => {
      expect(isRepositoryName(name)).toBe(true)
    },
  )
  it.each([
    '../x',
    'a/../b',
    'a/./b',
    '/a',
    'a/',
    'a//b',
    'A/b',
    'a___b',
    'a..b',
    '-a',
    'a-',
    'a._b',
    '_catalog',
    'é',
    'ａ',
    'a b',
    'a\n',
    'a%00',
    'a‮b',
    'localhost:5000/a',
    'a%2fb',
    '',
    'a~b',
    'a'.repeat(256),
    'a'.repeat(1_000_000),
  ])('is not %.30s', (name) => {
    expect(isRepositoryName(name)).toBe(false)
  })
})

describe('a tag', () => {
  it.each(['v1', '_x', 'A.b-c_d', '1', 'x'.repeat(128)])('is %.30s', (tag) => {
    expect(isTagName(tag)).toBe(true)
  })
  it.each(['.x', '-x', 'x'.repeat(129), 'a/b', 'a:b', 'v1+2', '', 'é', 'latest\n', `sha256:${hex64}`])(
    'is not %.30s',
    (tag) => {
      expect(isTagName(tag)).toBe(false)
    },
  )
})

describe('a digest', () => {
  it.each([`sha256:${hex64}`, `sha512:${hex64}${hex64}`])('is %.30s', (text) => {
    expect(isDigest(text)).toBe(true)
  })
  it.each([
    `sha256:${'A'.repeat(64)}`,
    `sha256:${'a'.repeat(63)}`,
    `md5:${'a'.repeat(32)}`,
    'sha256:../../etc',
    `sha512:${hex64}`,
    hex64,
    `sha256:${hex64}\n`,
  ])('is not %.30s', (text) => {
    expect(isDigest(text)).toBe(false)
  })
})

const segment = fc.stringMatching(/^[a-z0-9]{1,6}(?:[._-][a-z0-9]{1,4}){0,2}$/)
const repository = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))

describe('namespaces', () => {
  it.each([
    ['team', 'team', true],
    ['team', 'team/x', true],
    ['team', 'team-a/x', false],
    ['team', 'team_a/x', false],
    ['team', 'teamx', false],
    ['t_am', 'team/x', false],
    ['', 'anything/at/all', true],
    ['team/web', 'team/x', false],
  ])('“%s” covers %s: %s', (namespace, name, expected) => {
    expect(covers(namespace, name)).toBe(expected)
  })

  it('cover by whole segments only', () => {
    fc.assert(
      fc.property(repository, repository, (namespace, name) => {
        const depth = namespace.split('/').length
        const isAbove = name.split('/').slice(0, depth).join('/') === namespace
        expect(covers(namespace, name)).toBe(isAbove)
      }),
    )
  })

  it('cover the repositories they are the namespace of', () => {
    fc.assert(
      fc.property(repository, (name) => {
        expect(covers(namespaceOf(name), name)).toBe(true)
      }),
    )
  })
})

describe('a slug', () => {
  it('gives back the name it was made of, in one path segment', () => {
    fc.assert(
      fc.property(repository, (name) => {
        expect(fromRepositorySlug(repositorySlug(name))).toBe(name)
        expect(repositorySlug(name)).not.toContain('/')
        expect(encodeURIComponent(repositorySlug(name))).toBe(repositorySlug(name))
      }),
    )
  })
})
