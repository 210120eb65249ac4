import { describe, expect, it } from 'vitest'
import { PORTS_DENIED } from '@/lib/registry/ports'
import { refuseDeclared } from './declared'
import { decideRealm } from './realm'
import { isStale } from './staleness'
import { parseRegistryUrl } from './url'

const parse = (text: string) => parseRegistryUrl(text, PORTS_DENIED)

describe('the address of a registry', () => {
  it.each([
    ['https://registry.example', 'https://registry.example'],
    ['https://Registry.Example:443/', 'https://registry.example'],
    ['http://127.0.0.1:5000', 'http://127.0.0.1:5000'],
    ['http://2130706433:5000', 'http://127.0.0.1:5000'],
    ['https://host/artifactory/api/docker/team/', 'https://host/artifactory/api/docker/team'],
    ['https://[2606:2800::1]:5000', 'https://[2606:2800::1]:5000'],
    ['https://раypal.example', 'https://xn--ypal-43d9g.example'],
    ['https://xn--ypal-43d9g.example', 'https://xn--ypal-43d9g.example'],
  ])('%s is kept as %s', (text, expected) => {
    expect(parse(text)).toBe(expected)
  })

  it.each([
    ['file:///etc/passwd', 'url-scheme'],
    ['gopher://x', 'url-scheme'],
    ['ftp://x', 'url-scheme'],
    ['javascript:alert(1)', 'url-scheme'],
    ['data:text/html,x', 'url-scheme'],
    ['unix:/var/run/docker.sock', 'url-scheme'],
    ['https://user:pass@host/', 'url-userinfo'],
    ['https://user@host/', 'url-userinfo'],
    ['https://@host/', 'url-userinfo'],
    ['https://host/path?x', 'url-invalid'],
    ['https://host/#y', 'url-invalid'],
    ['https://host?', 'url-invalid'],
    ['https://host/a/../b%2f', 'url-invalid'],
    ['https://host:99999', 'url-invalid'],
    ['https://', 'url-invalid'],
    ['https://ho st', 'url-invalid'],
    ['https://host\n.evil', 'url-invalid'],
    ['https:\\\\host', 'url-invalid'],
    ['host', 'url-invalid'],
    ['localhost:5000', 'url-invalid'],
    ['', 'url-invalid'],
    [`https://host/${'a'.repeat(2049)}`, 'url-invalid'],
    ['https://host:22/', 'url-port'],
    ['https://host:25', 'url-port'],
    ['https://host:6379', 'url-port'],
  ])('%.40s is refused as %s', (text, code) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code }))
  })
})

describe('a token realm', () => {
  const registryUrl = 'https://r.example/prefix'
  const nothing = { registryUrl, confirmed: null, pinned: null }

  it('of the registry’s own origin needs no confirmation', () => {
    expect(decideRealm({ ...nothing, named: 'https://r.example' })).toBe('https://r.example')
  })
  it('elsewhere is accepted once it was confirmed, and stays so', () => {
    const named = 'https://auth.example'
    expect(decideRealm({ ...nothing, named, confirmed: named })).toBe(named)
    expect(decideRealm({ ...nothing, named, pinned: named })).toBe(named)
  })
  it.each([[null], ['https://other.example'], ['https://auth.example.evil']])(
    'elsewhere is not accepted on the word for %s',
    (confirmed) => {
      expect(() => decideRealm({ ...nothing, named: 'https://auth.example', confirmed })).toThrow(
        expect.objectContaining({
          code: 'realm-confirmation-required',
          facts: { realm: 'https://auth.example' },
        }),
      )
    },
  )
  it('is forgotten by a registry that uses none', () => {
    expect(decideRealm({ ...nothing, named: null, pinned: 'https://auth.example' })).toBeNull()
  })
})

describe('a declared registry', () => {
  it.each([{ url: 'x' }, { username: null }, { password: 'x' }])(
    'keeps what the environment says: %j',
    (patch) => {
      expect(() => refuseDeclared(patch)).toThrow(expect.objectContaining({ code: 'conflict' }))
    },
  )
  it('can be given what the environment does not say', () => {
    expect(() => refuseDeclared({})).not.toThrow()
  })
})

describe('what is shown of a registry', () => {
  const hour = 3_600_000
  it.each([
    [{ syncedAt: null, health: 'up' as const }, true],
    [{ syncedAt: hour, health: 'up' as const }, false],
    [{ syncedAt: 0, health: 'up' as const }, true],
    [{ syncedAt: hour, health: 'failing' as const }, true],
  ])('%j is stale: %s', (freshness, expected) => {
    expect(isStale(freshness, hour + 1)).toBe(expected)
  })
})
