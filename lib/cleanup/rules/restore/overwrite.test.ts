import { expect, it } from 'vitest'
import { parseDigest } from '@/lib/oci/digest'
import { judgeOverwrite } from './overwrite'

const [old, wanted, other] = ['a', 'b', 'c'].map((letter) => parseDigest(`sha256:${letter.repeat(64)}`))
if (old === undefined || wanted === undefined || other === undefined) throw new Error('There are three.')

it.each([
  ['takes a name that is free', { live: null, seen: undefined }, 'free'],
  ['refuses when the tag that was seen is gone', { live: null, seen: old }, 'moved'],
  ['overwrites what somebody saw', { live: old, seen: old }, 'agreed'],
  ['never overwrites what nobody says they saw', { live: old, seen: undefined }, 'required'],
  ['refuses when the tag moved since', { live: other, seen: old }, 'moved'],
  ['has nothing to do where the tag names it already', { live: wanted, seen: undefined }, 'unchanged'],
  ['says so even then when something else was seen', { live: wanted, seen: old }, 'moved'],
] as const)('%s', (_title, facts, verdict) => {
  expect(judgeOverwrite({ ...facts, wanted })).toBe(verdict)
})
