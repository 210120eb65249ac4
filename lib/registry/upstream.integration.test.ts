import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { Secret } from '@/lib/core/secret'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { digestOf } from '@/lib/testing/push'
import { type StubAnswer, type StubRegistry, startStubRegistry } from '@/lib/testing/stub-registry'
import { openRegistry } from './client'
import { RegistryNotFoundError } from './errors'
import type { RegistryClient } from './types'

const LOOPBACK = { allowedCidrs: ['127.0.0.0/8'] }
const app = parseRepositoryName('team/app')
const v1 = parseTagName('v1')
const TAGS = '/v2/team/app/tags/list'
const MANIFEST = '/v2/team/app/manifests/v1'

let stub: StubRegistry
let client: RegistryClient

beforeAll(async () => {
  stub = await startStubRegistry()
})
beforeEach(() => {
  client = openRegistry(
    { url: stub.url, username: 'canary', password: new Secret('canary'), realmOrigin: null, caPem: null },
    LOOPBACK,
  )
  return () => client.close()
})
afterAll(() => stub.stop())

const json = (value: unknown, headers: Record<string, string> = {}): StubAnswer => ({
  body: JSON.stringify(value),
  headers,
})
const always = (answer: StubAnswer) => stub.answer(() => answer)
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

describe('a tag listing of a stranger', () => {
  it.each<[string, StubAnswer, unknown]>([
    ['null is no tags', json({ name: 'team/app', tags: null }), { tags: [], skipped: 0 }],
    ['repeated names are one', json({ tags: ['a', 'a', 'b'] }), { tags: ['a', 'b'], skipped: 0 }],
    ['another name in it is ignored', json({ name: 'evil', tags: ['a'] }), { tags: ['a'], skipped: 0 }],
    [
      'what is no tag is left out and counted',
      json({ tags: ['ok', 7, null, '../x', 'a/b', `x${'y'.repeat(128)}`] }),
      { tags: ['ok'], skipped: 5 },
    ],
    [
      'a link to the previous page is no next one',
      json({ tags: ['a'] }, { link: `<${TAGS}>; rel="prev"` }),
      {
        tags: ['a'],
        skipped: 0,
      },
    ],
  ])('%s', async (_, answer, expected) => {
    always(answer)
    expect(await client.listTags(app)).toEqual(expected)
  })

  it.each<[string, StubAnswer, string]>([
    ['a missing list is not an empty one', json({ name: 'team/app' }), 'upstream-invalid'],
    ['a list that is none', json({ tags: 'a' }), 'upstream-invalid'],
    ['cut JSON', { body: '{"tags":["a"' }, 'upstream-invalid'],
    ['a web page', { body: '<!doctype html>' }, 'upstream-invalid'],
    ['brackets without end', { body: '['.repeat(100_000) }, 'upstream-invalid'],
    ['20 MB', { body: `{"tags":["${'a'.repeat(20_000_000)}"]}` }, 'upstream-too-large'],
    [
      'a link to another host',
      json({ tags: ['a'] }, { link: '<http://evil.example/x?last=a>; rel="next"' }),
      'upstream-link',
    ],
    [
      'a link to another repository',
      json({ tags: ['a'] }, { link: '</v2/other/tags/list?last=a>; rel="next"' }),
      'upstream-link',
    ],
    [
      'a link of 10 KB',
      json({ tags: ['a'] }, { link: `<${TAGS}?last=${'a'.repeat(10_000)}>; rel="next"` }),
      'upstream-link',
    ],
    [
      'a redirect to another repository',
      { status: 301, headers: { location: '/v2/b/tags/list' } },
      'upstream-redirect',
    ],
    [
      'a redirect to the metadata service',
      { status: 307, headers: { location: 'http://169.254.169.254/' } },
      'upstream-redirect',
    ],
    [
      'compressed bytes nobody asked for',
      { body: gzipSync('{"tags":[]}'), headers: { 'content-encoding': 'gzip' } },
      'upstream-encoding',
    ],
    ['40 KB of headers', json({ tags: [] }, { 'x-big': 'a'.repeat(40_000) }), 'upstream-invalid'],
    ['a bare 404, which any proxy can send', { status: 404, body: 'not here' }, 'upstream-error'],
    ['a refusal', { status: 403, body: '{"errors":[{"code":"DENIED"}]}' }, 'upstream-denied'],
  ])('refuses %s', async (_, answer, code) => {
    always(answer)
    expect(await codeOf(client.listTags(app))).toBe(code)
  })

  it('ends when a link leads back to a page it has seen', async () => {
    always(json({ tags: ['a'] }, { link: `<${TAGS}?n=1000&last=a>; rel="next"` }))
    expect(await client.listTags(app)).toEqual({ tags: ['a'], skipped: 0 })
  })

  it('stops after 1,000 pages of a listing that never ends', async () => {
    let page = 0
    stub.answer(() => {
      page += 1
      return json({ tags: [`t${page}`] }, { link: `<${TAGS}?last=t${page}>; rel="next"` })
    })
    expect(await codeOf(client.listTags(app))).toBe('upstream-link')
    expect(page).toBe(1000)
  })

  it('starts over when the tag a page starts from has gone', async () => {
    let asked = 0
    stub.answer(({ query }) => {
      asked += 1
      if (query.has('last')) return asked < 3 ? { status: 404, body: '' } : json({ tags: ['b'] })
      return json({ tags: ['a'] }, { link: `<${TAGS}?last=a>; rel="next"` })
    })
    expect(await client.listTags(app)).toEqual({ tags: ['a', 'b'], skipped: 0 })
  })

  it('asks again where exactly a page came back without a link', async () => {
    const first = Array.from({ length: 1000 }, (_, at) => `t${String(at).padStart(4, '0')}`)
    stub.answer(({ query }) => json({ tags: query.get('last') === 't0999' ? ['last'] : first }))
    expect((await client.listTags(app)).tags).toHaveLength(1001)
  })

  it('reads 100,000 tags in one answer', async () => {
    always(json({ tags: Array.from({ length: 100_000 }, (_, at) => `t${at}`) }))
    expect((await client.listTags(app)).tags).toHaveLength(100_000)
  })
})

describe('a catalog of a stranger', () => {
  it('falls back to smaller pages where large ones are refused', async () => {
    stub.answer(({ query }) =>
      Number(query.get('n')) > 100
        ? { status: 400, body: '{"errors":[{"code":"PAGINATION_NUMBER_INVALID"}]}' }
        : json({ repositories: ['b', 'a', 'A/bad'] }),
    )
    expect(await client.listRepositories()).toEqual({ repositories: ['a', 'b'], skipped: 1 })
  })

  it('is completed with the ancestors the registry stepped over', async () => {
    stub.answer(({ path }) => {
      if (path === '/v2/_catalog') return json({ repositories: ['foo/1abc', 'bar/2abc'] })
      return path === '/v2/foo/tags/list' ? json({ tags: null }) : { status: 404, body: '{}' }
    })
    expect(await client.listRepositories()).toEqual({
      repositories: ['bar/2abc', 'foo', 'foo/1abc'],
      skipped: 0,
    })
  })

  it('does not end with a full page that has no link', async () => {
    const full = Array.from({ length: 1000 }, (_, at) => `r${String(at).padStart(4, '0')}`)
    stub.answer(({ query }) => json({ repositories: query.get('last') === 'r0999' ? ['z'] : full }))
    expect((await client.listRepositories()).repositories).toHaveLength(1001)
  })

  it('is a failure where there is none, not an empty list', async () => {
    always({ status: 404, body: '{"errors":[{"code":"NOT_FOUND"}]}' })
    expect(await codeOf(client.listRepositories())).toBe('upstream-error')
    always(json({}))
    expect(await codeOf(client.listRepositories())).toBe('upstream-invalid')
  })
})

describe('a manifest of a stranger', () => {
  const body = '{"schemaVersion":2}'
  const typed = { 'content-type': MEDIA_TYPE.ociManifest }

  it('is refused when its bytes are not those of the digest asked for', async () => {
    always({ body, headers: typed })
    expect(await codeOf(client.getManifest(app, digestOf('something else')))).toBe('upstream-digest-mismatch')
    expect(await client.getManifest(app, digestOf(body))).toMatchObject({ digest: digestOf(body) })
  })

  it.each([
    ['of other bytes', digestOf('other')],
    ['that is none', 'sha256:../../etc/passwd'],
  ])('is refused when the registry claims a digest %s', async (_, claimed) => {
    always({ body, headers: { ...typed, 'docker-content-digest': claimed } })
    expect(await codeOf(client.getManifest(app, v1))).toBe('upstream-digest-mismatch')
  })

  it('is refused over 4 MiB', async () => {
    always({ body: `"${'a'.repeat(4 * 1024 * 1024)}"`, headers: typed })
    expect(await codeOf(client.getManifest(app, v1))).toBe('upstream-too-large')
  })

  it('is taken by its own word where a proxy lost its type', async () => {
    const own = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPE.ociIndex, manifests: [] })
    always({ body: own, headers: { 'content-type': 'application/json' } })
    expect(await client.getManifest(app, v1)).toMatchObject({ mediaType: MEDIA_TYPE.ociIndex })
  })

  it('is no “unchanged” that nobody asked about', async () => {
    always({ status: 304 })
    expect(await codeOf(client.getManifest(app, v1))).toBe('upstream-redirect')
  })

  it('is absent only when the registry says so in its own words', async () => {
    always({ status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' })
    await expect(client.getManifest(app, v1)).rejects.toThrow(RegistryNotFoundError)
    expect(stub.requests.at(-1)?.path).toBe(MANIFEST)
  })

  it('never shows what the registry wrote in an error', async () => {
    always({ status: 400, body: '{"errors":[{"code":"X","message":"token=s3cret"}]}' })
    const error: unknown = await client.getManifest(app, v1).catch((caught: unknown) => caught)
    expect(JSON.stringify(error)).not.toContain('s3cret')
    expect(error instanceof AppError ? error.detail : '').not.toContain('s3cret')
  })
})

it('a blob of other bytes than its digest names is refused', async () => {
  always({ body: 'other bytes' })
  expect(await codeOf(client.getBlob(app, digestOf('bytes'), { bytesMax: 100 }))).toBe(
    'upstream-digest-mismatch',
  )
})

describe('a blob redirect', () => {
  const bytes = 'blob bytes'
  const blob = digestOf(bytes)

  it('is followed without the credentials', async () => {
    const storage = await startStubRegistry(() => ({ body: bytes }))
    stub.answer(({ headers }) =>
      headers.authorization === undefined
        ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }
        : { status: 307, headers: { location: `${storage.url}/bucket/blob?sig=1` } },
    )
    expect(Buffer.from(await client.getBlob(app, blob, { bytesMax: 100 })).toString()).toBe(bytes)
    expect(storage.requests).toHaveLength(1)
    expect(storage.requests[0]?.headers.authorization).toBeUndefined()
    await storage.stop()
  })

  it.each([
    ['to an address that is not allowed', 'http://169.254.169.254/', 'upstream-blocked'],
    ['to a file', 'file:///etc/passwd', 'upstream-redirect'],
    ['with a user in it', 'http://a:b@127.0.0.1/', 'upstream-redirect'],
    ['without end', '/v2/team/app/blobs/again', 'upstream-redirect'],
  ])('%s is refused', async (_, location, code) => {
    always({ status: 307, headers: { location } })
    expect(await codeOf(client.getBlob(app, blob, { bytesMax: 100 }))).toBe(code)
  })
})

describe('referrers by the API of OCI 1.1', () => {
  it('are read where a registry has it', async () => {
    const subject = digestOf('image')
    const entry = { mediaType: MEDIA_TYPE.ociManifest, digest: digestOf('sbom'), size: 7 }
    stub.answer(({ path }) =>
      path === `/v2/team/app/referrers/${subject}`
        ? json(
            {
              schemaVersion: 2,
              mediaType: MEDIA_TYPE.ociIndex,
              manifests: [{ ...entry, artifactType: 'application/spdx+json', annotations: { a: 'b' } }],
            },
            { 'content-type': MEDIA_TYPE.ociIndex },
          )
        : undefined,
    )
    expect(await client.listReferrers(app, subject)).toEqual({
      source: 'api',
      referrers: [{ ...entry, artifactType: 'application/spdx+json', annotations: { a: 'b' } }],
    })
  })
})
