import { describe, expect, it } from 'vitest'
import { parseChallenge } from './challenge'
import { parseRealm } from './realm'

const bearer = (realm: string, service: string | null = null) => ({ scheme: 'bearer', realm, service })

describe('a challenge', () => {
  it.each([
    ['Basic realm="x"', { scheme: 'basic' }],
    ['basic', { scheme: 'basic' }],
    ['Bearer realm="https://a/t",service="s",scope="repository:a:pull"', bearer('https://a/t', 's')],
    ['Bearer realm=https://a/t', bearer('https://a/t')],
    ['BEARER  REALM = "https://a/t" , SERVICE = s', bearer('https://a/t', 's')],
    ['Basic realm="x", Bearer realm="https://a/t"', bearer('https://a/t')],
    ['Bearer realm="https://a/t", Basic realm="x"', bearer('https://a/t')],
    ['Bearer realm="a, Basic realm=\\"b\\""', bearer('a, Basic realm="b"')],
    ['Bearer realm="first",realm="second"', bearer('first')],
    ['Bearer service="s"', null],
    ['Bearer realm=""', null],
    ['Negotiate', null],
    ['Digest realm="basic"', null],
    ['', null],
    [null, null],
    [`Bearer realm="${'a'.repeat(10_000)}"`, null],
  ])('%s', (header, expected) => {
    expect(parseChallenge(header)).toEqual(expected)
  })
})

describe('a realm', () => {
  it.each([
    ['https://auth.example/token?x=y', 'https://r.example'],
    ['https://auth.example/token', 'http://r.example'],
    ['http://r.example:5001/token', 'http://r.example:5000'],
  ])('%s is accepted for %s', (realm, registry) => {
    expect(parseRealm(realm, registry).href).toBe(realm)
  })

  it.each([
    ['http://auth.example/token', 'https://r.example'],
    ['http://127.0.0.1:9/', 'http://127.0.0.1:5000'],
    ['javascript:alert(1)', 'http://r.example'],
    ['https://user:pass@auth.example/', 'https://r.example'],
    ['/token', 'https://r.example'],
    [`https://a.example/${'a'.repeat(10_000)}`, 'https://r.example'],
  ])('%.40s is refused for %s', (realm, registry) => {
    expect(() => parseRealm(realm, registry)).toThrow(expect.objectContaining({ code: 'realm-not-allowed' }))
  })
})
