import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { parseRepositoryName, parseTagName } from '@/lib/oci/name'
import { codeOf } from '@/lib/testing/connecting'
import { digestOf } from '@/lib/testing/push'
import { strangeRegistry } from '@/lib/testing/strange-registry'
import { jsonAnswer, startStubRegistry } from '@/lib/testing/stub-registry'
import { RegistryNotFoundError } from './errors'

const app = parseRepositoryName('team/app')
const v1 = parseTagName('v1')
const MANIFEST = '/v2/team/app/manifests/v1'
const registry = strangeRegistry()

describe('a manifest of a stranger', () => {
  const body = '{"schemaVersion":2}'
  const typed = { 'content-type': MEDIA_TYPE.ociManifest }

  it('is refused when its bytes are not those of the digest asked for', async () => {
    registry.always({ body, headers: typed })
    expect(await codeOf(registry.client.getManifest(app, digestOf('something else')))).toBe(
      'upstream-digest-mismatch',
    )
    expect(await registry.client.getManifest(app, digestOf(body))).toMatchObject({ digest: digestOf(body) })
  })

  it.each([
    ['of other bytes', digestOf('other')],
    ['that is none', 'sha256:../../etc/passwd'],
  ])('is refused when the registry claims a digest %s', async (_, claimed) => {
    registry.always({ body, headers: { ...typed, 'docker-content-digest': claimed } })
    expect(await codeOf(registry.client.getManifest(app, v1))).toBe('upstream-digest-mismatch')
  })

  it('is refused over 4 MiB', async () => {
    registry.always({ body: `"${'a'.repeat(4 * 1024 * 1024)}"`, headers: typed })
    expect(await codeOf(registry.client.getManifest(app, v1))).toBe('upstream-too-large')
  })

  it('is taken by its own word where a proxy lost its type', async () => {
    const own = JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPE.ociIndex, manifests: [] })
    registry.always({ body: own, headers: { 'content-type': 'application/json' } })
    expect(await registry.client.getManifest(app, v1)).toMatchObject({ mediaType: MEDIA_TYPE.ociIndex })
  })

  it('is no “unchanged” that nobody asked about', async () => {
    registry.always({ status: 304 })
    expect(await codeOf(registry.client.getManifest(app, v1))).toBe('upstream-redirect')
  })

  it('is absent only when the registry says so in its own words', async () => {
    registry.always({ status: 404, body: '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}' })
    await expect(registry.client.getManifest(app, v1)).rejects.toThrow(RegistryNotFoundError)
    expect(registry.lastPath()).toBe(MANIFEST)
  })

  it('never shows what the registry wrote in an error', async () => {
    registry.always({ status: 400, body: '{"errors":[{"code":"X","message":"token=s3cret"}]}' })
    const error: unknown = await registry.client.getManifest(app, v1).catch((caught: unknown) => caught)
    expect(JSON.stringify(error)).not.toContain('s3cret')
    expect(error instanceof AppError ? error.detail : '').not.toContain('s3cret')
  })
})

it('a blob of other bytes than its digest names is refused', async () => {
  registry.always({ body: 'other bytes' })
  expect(await codeOf(registry.client.getBlob(app, digestOf('bytes'), { bytesMax: 100 }))).toBe(
    'upstream-digest-mismatch',
  )
})

describe('a blob redirect', () => {
  const bytes = 'blob bytes'
  const blob = digestOf(bytes)

  it('is followed without the credentials', async () => {
    const storage = await startStubRegistry(() => ({ body: bytes }))
    registry.answer(({ headers }) =>
      headers.authorization === undefined
        ? { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }
        : { status: 307, headers: { location: `${storage.url}/bucket/blob?sig=1` } },
    )
    expect(Buffer.from(await registry.client.getBlob(app, blob, { bytesMax: 100 })).toString()).toBe(bytes)
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
    registry.always({ status: 307, headers: { location } })
    expect(await codeOf(registry.client.getBlob(app, blob, { bytesMax: 100 }))).toBe(code)
  })
})

describe('referrers by the API of OCI 1.1', () => {
  it('are read where a registry has it', async () => {
    const subject = digestOf('image')
    const entry = { mediaType: MEDIA_TYPE.ociManifest, digest: digestOf('sbom'), size: 7 }
    registry.answer(({ path }) =>
      path === `/v2/team/app/referrers/${subject}`
        ? jsonAnswer(
            {
              schemaVersion: 2,
              mediaType: MEDIA_TYPE.ociIndex,
              manifests: [{ ...entry, artifactType: 'application/spdx+json', annotations: { a: 'b' } }],
            },
            { 'content-type': MEDIA_TYPE.ociIndex },
          )
        : undefined,
    )
    expect(await registry.client.listReferrers(app, subject)).toEqual({
      source: 'api',
      referrers: [{ ...entry, artifactType: 'application/spdx+json', annotations: { a: 'b' } }],
    })
  })
})
