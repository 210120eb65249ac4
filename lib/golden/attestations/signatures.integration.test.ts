import { describe, expect, it } from 'vitest'
import {
  artifact,
  BUNDLE,
  bundle,
  cosignSign,
  image,
  judge,
  keys,
  ours,
  refer,
  SIGN,
  signedRegistry,
  statement,
  theirs,
} from '@/lib/testing/attestation-world'

signedRegistry()

describe('signatures of a digest in a registry', () => {
  it('ATT-001: checks what cosign signed against the keys of the policy', async () => {
    const pushed = await image()
    await cosignSign(pushed)
    expect(await judge(pushed.digest, 'ATT-001', keys(ours))).toBe('pass')
    expect(await judge(pushed.digest, 'ATT-001', keys(theirs))).toBe('fail')
    expect(await judge(pushed.digest, 'ATT-001', keys(theirs, ours))).toBe('pass')
    expect(await judge(pushed.digest, 'ATT-001')).toBe('unknown')
    expect(await judge(pushed.digest, 'ATT-001', { keys: ['no key'] })).toBe('unknown')
  })

  it('ATT-001: does not take a good signature of another digest', async () => {
    const [pushed, other] = [await image(), await image()]
    await cosignSign(pushed, other.digest)
    expect(await judge(pushed.digest, 'ATT-001', keys(ours))).toBe('fail')
  })

  it.each([
    ['P-256', ours],
    ['Ed25519', theirs],
  ])('ATT-001: checks a Sigstore bundle that refers to the digest, by %s', async (_, pair) => {
    const pushed = await image()
    const text = bundle(statement(pushed.digest, SIGN, {}), pair.privateKey)
    const signature = await artifact(text, { type: BUNDLE, subject: pushed })
    await refer(pushed, [{ ...signature, type: BUNDLE }])
    expect(await judge(pushed.digest, 'ATT-001', keys(pair))).toBe('pass')
    expect(await judge(pushed.digest, 'ATT-001', keys(pair === ours ? theirs : ours))).toBe('fail')
  })
})
