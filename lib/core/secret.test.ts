import { inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from './secret'

it('never prints what it holds, however it is printed', () => {
  const secret = new Secret('obviously-fake-canary')
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ secret }, { depth: 9 }),
  ]
  for (const text of printed) expect(text).not.toContain('canary')
  expect(secret.reveal()).toBe('obviously-fake-canary')
})
