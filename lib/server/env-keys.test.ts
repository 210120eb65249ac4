import { expect, it } from 'vitest'
import { readEncryptionKey, readPreviousKeys } from './encryption-environment'

const ONE = 'b7f1c0a94d2e6835f0c1d2e3a4b5968778695a4b3c2d1e0f9182736455463728'
const OTHER = 'Qm9PZk1hS3pYd1R2VXBMc0dyTmpIeUViQ2lEdEZ4V3E='
const reading = (values: Readonly<Record<string, string>>) => (name: string) => values[name]

it('knows a key by the same id whether it is the present one or one of before', () => {
  const present = readEncryptionKey(reading({ ASSAY_ENCRYPTION_KEY: ONE }), undefined)
  const previous = readPreviousKeys(reading({ ASSAY_ENCRYPTION_KEY_PREVIOUS: ` ${OTHER} ,${ONE},` }))
  expect(previous).toHaveLength(2)
  expect(previous[1]?.kid).toBe(present.kid)
  expect(previous[0]?.kid).not.toBe(present.kid)
  expect(readPreviousKeys(reading({}))).toEqual([])
})

it.each([
  ['blank between commas and too short', `${ONE},abc`],
  ['a guessable one', 'a'.repeat(64)],
  ['more than eight', Array.from({ length: 9 }, () => ONE).join(',')],
])('refuses to start with previous keys that hold %s', (_, value) => {
  expect(() => readPreviousKeys(reading({ ASSAY_ENCRYPTION_KEY_PREVIOUS: value }))).toThrow(
    /^ASSAY_ENCRYPTION_KEY_PREVIOUS: /,
  )
})
