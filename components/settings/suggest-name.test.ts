import { expect, it } from 'vitest'
import { suggestName } from './suggest-name'

it.each([
  ['https://harbor.corp.example', 'harbor'],
  ['https://registry.corp.example:5000', 'corp'],
  ['https://registry.example', 'registry'],
  ['https://ghcr.io', 'ghcr'],
  ['https://registry-1.docker.io', 'docker-hub'],
  ['http://127.0.0.1:5000', 'local'],
  ['http://[::1]:5000', 'local'],
  ['http://localhost:5000', 'local'],
  ['https://my_reg.example', 'my-reg'],
])('calls %s “%s”', (url, name) => {
  expect(suggestName(url, [])).toBe(name)
})

it.each(['', 'registry', 'https://'])('suggests nothing while the address is “%s”', (url) => {
  expect(suggestName(url, [])).toBe('')
})

it('counts up when the name is taken', () => {
  expect(suggestName('https://quay.io', ['quay', 'quay-2'])).toBe('quay-3')
})
