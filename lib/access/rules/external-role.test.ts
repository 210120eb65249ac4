import { expect, it } from 'vitest'
import { roleAfterSignIn } from './external-role'

it.each([
  [
    'becomes admin by the group',
    { role: 'member', givesAdmin: false, isAdmin: true },
    { role: 'admin', givesAdmin: true },
  ],
  [
    'stays admin by the group',
    { role: 'admin', givesAdmin: true, isAdmin: true },
    { role: 'admin', givesAdmin: true },
  ],
  [
    'loses what the group gave',
    { role: 'admin', givesAdmin: true, isAdmin: false },
    { role: 'member', givesAdmin: false },
  ],
  [
    'loses it where the setting is gone',
    { role: 'admin', givesAdmin: true, isAdmin: null },
    { role: 'member', givesAdmin: false },
  ],
  [
    'keeps what an admin gave',
    { role: 'admin', givesAdmin: false, isAdmin: false },
    { role: 'admin', givesAdmin: false },
  ],
  [
    'keeps it inside of the group too',
    { role: 'admin', givesAdmin: false, isAdmin: true },
    { role: 'admin', givesAdmin: false },
  ],
  [
    'stays auditor',
    { role: 'auditor', givesAdmin: false, isAdmin: false },
    { role: 'auditor', givesAdmin: false },
  ],
  [
    'stays what an admin made of them since',
    { role: 'auditor', givesAdmin: true, isAdmin: false },
    { role: 'auditor', givesAdmin: false },
  ],
] as const)('%s', (_, facts, after) => {
  expect(roleAfterSignIn(facts)).toEqual(after)
})
