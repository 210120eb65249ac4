import { describe, expect, it } from 'vitest'
import { contracts } from '@/lib/api/contracts'
import { addressOf } from './address'
import { PATHS } from './paths'

describe('the path table of the browser', () => {
  it('names the method and path of each contract', () => {
    const declared = Object.entries(contracts).map(([name, { method, path }]) => [name, [method, path]])

    expect(PATHS).toEqual(Object.fromEntries(declared))
  })
})

describe('addressOf', () => {
  it('keeps what may stand in a path segment and escapes the rest', () => {
    const params = { registry: 'main', repository: 'team-a~web', digest: 'sha256:ab' }

    expect(addressOf('getManifest', params, {})).toBe(
      '/api/v1/registries/main/repositories/team-a~web/manifests/sha256:ab',
    )
    expect(addressOf('getJob', { job: 'a/../b?c' }, {})).toBe('/api/v1/jobs/a%2F..%2Fb%3Fc')
  })

  it('leaves out query parameters that have no value', () => {
    expect(addressOf('search', {}, { q: 'a b', registry: undefined })).toBe('/api/v1/search?q=a+b')
  })

  it('refuses an address with a hole in it', () => {
    expect(() => addressOf('getJob', {}, {})).toThrow('job')
  })
})
