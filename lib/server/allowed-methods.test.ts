import { expect, it } from 'vitest'
import { allowedMethods } from './allowed-methods'

it('names every method of an address, whatever stands in its braces', () => {
  expect(allowedMethods('/api/v1/grants/gra_1')).toBe('DELETE, OPTIONS, PATCH')
  expect(allowedMethods('/api/v1/grants')).toBe('GET, HEAD, OPTIONS, POST')
  expect(allowedMethods('/api/health/live')).toBe('GET, HEAD, OPTIONS')
  expect(allowedMethods('/api/openapi.json')).toBe('GET, HEAD, OPTIONS')
})

it('says nothing of what is no address', () => {
  expect(allowedMethods('/api/v1/absent')).toBeUndefined()
  expect(allowedMethods('/api/v1/grants/gra_1/more')).toBeUndefined()
  expect(allowedMethods('/api/openapiXjson')).toBeUndefined()
})
