import { describe, expect, it } from 'vitest'
import { displaySafe } from './display'
import { formatPlatform } from './platform'
import { pullCommands } from './pull'
import { formatReference, parseReference } from './reference'
import { tagKindOf } from './tag-kind'

const digest = `sha256:${'a'.repeat(64)}`

describe('an image reference', () => {
  it.each([
    ['app', null, 'app', null, null],
    ['team/app:v1', null, 'team/app', 'v1', null],
    ['localhost/app', 'localhost', 'app', null, null],
    ['r.example:5000/team/app:v1', 'r.example:5000', 'team/app', 'v1', null],
    [`r.example/app@${digest}`, 'r.example', 'app', null, digest],
    [`127.0.0.1:5000/a/b:v1@${digest}`, '127.0.0.1:5000', 'a/b', 'v1', digest],
    ['[::1]:5000/app', '[::1]:5000', 'app', null, null],
  ])('%s', (...[text, host, repository, tag, expected]) => {
    const reference = parseReference(text)
    expect(reference).toEqual({ host, repository, tag, digest: expected })
    expect(formatReference(reference)).toBe(text)
  })

  it.each([
    ['', 'invalid-repository'],
    ['App', 'invalid-repository'],
    ['a:b:c', 'invalid-repository'],
    ['app:', 'invalid-tag'],
    ['app:.x', 'invalid-tag'],
    ['app@sha256:zz', 'invalid-digest'],
    ['evil.example\\x/app', 'invalid-repository'],
    ['a'.repeat(2000), 'invalid-repository'],
  ])('is not %.30s', (text, code) => {
    expect(() => parseReference(text)).toThrow(expect.objectContaining({ code }))
  })
})

it('pull commands name the image by tag and by digest for each engine', () => {
  const commands = pullCommands({
    registryUrl: 'https://r.example:5000',
    repository: 'team/app',
    tag: 'v1',
    digest,
  })
  expect(commands.map(({ byTag }) => byTag)).toEqual([
    'docker pull r.example:5000/team/app:v1',
    'podman pull r.example:5000/team/app:v1',
    'nerdctl pull r.example:5000/team/app:v1',
    'crictl pull r.example:5000/team/app:v1',
  ])
  expect(commands[0]?.byDigest).toBe(`docker pull r.example:5000/team/app@${digest}`)
})

it.each([
  ['sha256-', '', 'referrers'],
  ['sha256-', '.sig', 'signature'],
  ['sha256-', '.att', 'attestation'],
  ['sha256-', '.sbom', 'sbom'],
])('knows the tags tools keep: %s<hex>%s', (prefix, suffix, kind) => {
  expect(tagKindOf(`${prefix}${'a'.repeat(64)}${suffix}`)).toEqual({ kind, subject: digest })
})

it.each(['latest', 'sha256-abc', `sha256-${'a'.repeat(64)}.golden`, `sha256-${'A'.repeat(64)}`])(
  'takes %s for a tag of people',
  (tag) => {
    expect(tagKindOf(tag)).toEqual({ kind: 'plain' })
  },
)

it.each([
  [{ os: 'linux', architecture: 'amd64' }, 'linux/amd64'],
  [{ os: 'linux', architecture: 'arm', variant: 'v7' }, 'linux/arm/v7'],
  [{ os: 'unknown', architecture: 'unknown' }, null],
  [{ os: 'linux' }, null],
  [{ os: 'lin/ux', architecture: 'a,b' }, null],
  [{ os: 'linux', architecture: 'amd64', variant: '<x>' }, 'linux/amd64'],
])('writes the platform %j as %s', (parts, expected) => {
  expect(formatPlatform(parts)).toBe(expected)
})

it('keeps line breaks and tabs of a text and shows what could deceive', () => {
  expect(displaySafe('a\n\tb\r\u0085\u2066\ufeffé漢')).toBe('a\n\tbU+000DU+0085U+2066U+FEFFé漢')
})
