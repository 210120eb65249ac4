import { expect, it } from 'vitest'
import { fillFilter } from './ldap-filter'

it.each([
  ['ada', '(uid=ada)'],
  ['*', '(uid=\\2a)'],
  ['ada)(uid=*', '(uid=ada\\29\\28uid=\\2a)'],
  ['a\\b', '(uid=a\\5cb)'],
  ['a\u0000b', '(uid=a\\00b)'],
  ['{dn}', '(uid={dn})'],
  ['é', '(uid=é)'],
])('keeps %j a value', (user, filter) => {
  expect(fillFilter('(uid={user})', { user, dn: 'cn=secret' })).toBe(filter)
})

it('fills every place, and leaves braces alone that it does not know', () => {
  expect(fillFilter('(|(uid={user})(mail={user}@x)(a={other}))', { user: 'ada' })).toBe(
    '(|(uid=ada)(mail=ada@x)(a={other}))',
  )
})
