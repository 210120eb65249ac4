import { expect, test } from 'vitest'
import { imageCrumbs, repositoryCrumbs } from './crumbs'

test('each part of a namespace leads to that namespace', () => {
  expect(repositoryCrumbs('main', 'team-a/web/shop')).toEqual([
    { label: 'main', href: '/registries/main' },
    { label: 'team-a', href: '/registries/main?namespace=team-a' },
    { label: 'web', href: '/registries/main?namespace=team-a%2Fweb' },
    { label: 'shop' },
  ])
})

test('a bare name stands right under its registry', () => {
  expect(imageCrumbs({ registry: 'main', repository: 'nginx', name: '1.0' })).toEqual([
    { label: 'main', href: '/registries/main' },
    { label: 'nginx', href: '/registries/main/repositories/nginx' },
    { label: '1.0' },
  ])
})
