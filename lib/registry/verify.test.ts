import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEDIA_TYPE } from '@/lib/oci/media-type'
import { digestOf, verifyDigest, verifyManifest } from './verify'

const mismatch = expect.objectContaining({ code: 'upstream-digest-mismatch' })

describe('bytes asked for by digest', () => {
  it('are accepted unchanged and refused after any change', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (content, at, flip) => {
        const digest = digestOf(content)
        verifyDigest(content, digest)
        const changed = Uint8Array.from(content)
        changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ flip
        expect(() => verifyDigest(changed, digest)).toThrow(mismatch)
        expect(() => verifyDigest(content.subarray(1), digest)).toThrow(mismatch)
      }),
    )
  })

  it('are refused when the registry names other bytes and sends those', () => {
    const bytes = Buffer.from('other bytes')
    const asked = digestOf(Buffer.from('bytes'))
    for (const header of [digestOf(bytes), null]) {
      expect(() => verifyManifest({ bytes, mediaType: MEDIA_TYPE.ociManifest, asked, header })).toThrow(
        mismatch,
      )
    }
  })

  it('are verified by sha512 where that is what was asked for', () => {
    const bytes = Buffer.from('x')
    const digest = digestOf(bytes, 'sha512')
    expect(verifyManifest({ bytes, mediaType: MEDIA_TYPE.ociManifest, asked: digest, header: null })).toBe(
      digest,
    )
  })
})

describe('a signed schema 1 manifest', () => {
  const payload = '{\n   "schemaVersion": 1,\n   "name": "x"\n}'
  const header = { formatLength: payload.length - 2, formatTail: Buffer.from('\n}').toString('base64url') }
  const protectedHeader = Buffer.from(JSON.stringify(header)).toString('base64url')
  const signed = `${payload.slice(0, -2)},\n   "signatures": [{"protected": "${protectedHeader}"}]\n}`
  const received = { bytes: Buffer.from(signed), mediaType: MEDIA_TYPE.schema1Signed, asked: null }

  it('is digested without its signatures', () => {
    const digest = digestOf(Buffer.from(payload))
    expect(verifyManifest({ ...received, header: digest })).toBe(digest)
  })

  it('is refused when its payload is not what the digest names', () => {
    expect(() => verifyManifest({ ...received, header: digestOf(Buffer.from(signed)) })).toThrow(mismatch)
  })

  it('type does not let other bytes through', () => {
    const bytes = Buffer.from('{"schemaVersion":1}')
    const asked = digestOf(Buffer.from('something else'))
    expect(() =>
      verifyManifest({ bytes, mediaType: MEDIA_TYPE.schema1Signed, asked, header: asked }),
    ).toThrow(mismatch)
  })
})
