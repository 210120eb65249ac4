import { describe, expect, it } from 'vitest'
import { readOptions } from './options'

const NAMES = ['cold-index', 'memory']

describe('options', () => {
  it('runs everything on SQLite in full unless told otherwise', () => {
    expect(readOptions([], NAMES)).toEqual({
      isQuick: false,
      only: NAMES,
      database: 'sqlite',
      isWritten: false,
    })
  })

  it('takes several names and the flags', () => {
    const options = readOptions(['--only=memory,cold-index', '--quick', '--postgres', '--write'], NAMES)
    expect(options).toEqual({
      isQuick: true,
      only: ['memory', 'cold-index'],
      database: 'postgres',
      isWritten: true,
    })
  })

  it('refuses what it does not know instead of measuring nothing', () => {
    expect(() => readOptions(['--only=typo'], NAMES)).toThrow(RangeError)
    expect(() => readOptions(['--fast'], NAMES)).toThrow(TypeError)
  })
})
