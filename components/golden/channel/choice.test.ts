import { describe, expect, it } from 'vitest'
import { isStepBack, offeredFirst } from './choice'

const may = (id: string) => ({ version: { id }, refusal: null })
const mayNot = (id: string) => ({ version: { id }, refusal: { code: 'there-already' } })
const channel = (more: Partial<Parameters<typeof offeredFirst>[0]>) => ({
  choices: [],
  version: null,
  waiting: null,
  ...more,
})

describe('what is offered first for a channel', () => {
  it('is never older than what is there', () => {
    const there = channel({ choices: [mayNot('2.0'), may('1.0')], version: { id: '2.0' } })
    expect(offeredFirst(there)).toBe('2.0')
    expect(isStepBack(there, '1.0')).toBe(true)
    expect(isStepBack(there, '2.0')).toBe(false)
  })

  it('is the newest that may go up', () => {
    const there = channel({ choices: [mayNot('3.0'), may('2.0'), mayNot('1.0')], version: { id: '1.0' } })
    expect(offeredFirst(there)).toBe('2.0')
    expect(offeredFirst(channel({ choices: [may('2.0'), may('1.0')] }))).toBe('2.0')
    expect(isStepBack(channel({ choices: [may('2.0'), may('1.0')] }), '1.0')).toBe(false)
  })

  it('is what others have agreed to already', () => {
    const choices = [may('3.0'), may('2.0')]
    expect(offeredFirst(channel({ choices, waiting: { version: { id: '2.0' } } }))).toBe('2.0')
    expect(offeredFirst(channel({}))).toBe('')
  })
})
