import { describe, expect, it } from 'vitest'
import { navigationFor, registryOfPath } from './navigation'

describe('registryOfPath', () => {
  it.each([
    ['/registries/main', 'main'],
    ['/registries/eu-1/repositories/team-a~web/tags/1.0', 'eu-1'],
    ['/', null],
    ['/settings/registries/edit/main', null],
  ])('finds in %s the registry %s', (pathname, registry) => {
    expect(registryOfPath(pathname)).toBe(registry)
  })
})

const NOT_AUDIT = { mayReadAudit: false, mayReadGolden: false, mayCleanUp: false }

describe('navigationFor', () => {
  it('leads nowhere that does not exist: no repositories without a registry', () => {
    expect(navigationFor('/', [], NOT_AUDIT).map((item) => item.label)).toEqual([
      'Overview',
      'Activity',
      'Access',
      'Settings',
    ])
    expect(navigationFor('/', [], { ...NOT_AUDIT, mayReadAudit: true }).map((item) => item.label)).toContain(
      'Audit',
    )
  })

  it('keeps the registry in sight while inside it, and falls back to the first', () => {
    const hrefIn = (pathname: string) =>
      navigationFor(pathname, ['main', 'eu-1'], NOT_AUDIT).find((item) => item.label === 'Repositories')?.href

    expect(hrefIn('/registries/eu-1/repositories/web')).toBe('/registries/eu-1')
    expect(hrefIn('/activity')).toBe('/registries/main')
  })

  it('marks one place as current', () => {
    const current = navigationFor('/settings/registries', ['main'], NOT_AUDIT).filter(
      (item) => item.isCurrent,
    )

    expect(current.map((item) => item.label)).toEqual(['Settings'])
  })
})
