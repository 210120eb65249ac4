import { expect, it } from 'vitest'
import { registryConfiguration } from './configuration'

const URL = 'https://assay.example/api/hooks/main'

it('shows the secret once and a placeholder ever after', () => {
  expect(registryConfiguration({ url: URL, secret: 'asyh_x' })).toContain('[Bearer asyh_x]')
  expect(registryConfiguration({ url: URL, secret: null })).toContain('[Bearer <the secret>]')
})

it('leaves out blobs and sends to the address of this registry', () => {
  const text = registryConfiguration({ url: URL, secret: null })

  expect(text).toContain(`url: ${URL}\n`)
  expect(text).toMatch(/ignore:\n +mediatypes:\n +- application\/octet-stream/)
})
