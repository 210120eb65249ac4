import { expect, it } from 'vitest'
import { labelsText, parseLabels } from './rule-draft'

it('reads labels line by line, with everything behind the first = as the value', () => {
  expect(parseLabels('env=dev*\n  team = web \nurl=a=b')).toEqual({ env: 'dev*', team: 'web', url: 'a=b' })
})

it('takes a line without a name or an = for one that is still being written', () => {
  expect(parseLabels('env\n=x\n')).toBeUndefined()
})

it('writes labels so that they read back', () => {
  const labels = { env: 'dev*', team: '' }
  expect(parseLabels(labelsText(labels))).toEqual(labels)
})
