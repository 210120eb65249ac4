import { expect, it } from 'vitest'
import { userName } from '@/lib/api/contracts/people'
import { cleanName, nameCandidates } from './external-name'

it.each([
  ['ada', 'ada'],
  ['ada@example.org', 'ada@example.org'],
  ['CORP\\ada', 'CORP-ada'],
  ['  <script>', 'script'],
  ['ａｄａ', 'ada'],
  ['\u202eada\u0000', 'ada'],
  ['x', 'person'],
  ['', 'person'],
  ['…', 'person'],
])('makes of %j the name %j', (suggested, name) => {
  expect(cleanName(suggested)).toBe(name)
})

it('makes names only that anybody could have chosen here', () => {
  const odd = ['a'.repeat(500), 'ß🙂ß', '-.-.a', 'Ωmega @ Co', '日本']
  for (const name of odd.flatMap(nameCandidates)) expect(userName.safeParse(name).success).toBe(true)
})
