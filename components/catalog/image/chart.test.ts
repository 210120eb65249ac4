import { expect, test } from 'vitest'
import { parseChart } from './chart'

test('reads name, versions, people and dependencies of a chart', () => {
  const chart = parseChart(
    JSON.stringify({
      name: 'web',
      version: '1.2.3',
      appVersion: '7',
      maintainers: [{ name: 'ana' }, 'x'],
      dependencies: [{ name: 'redis', version: '~19' }, { version: '1' }],
    }),
  )
  expect(chart).toMatchObject({
    name: 'web',
    version: '1.2.3',
    appVersion: '7',
    description: null,
    maintainers: ['ana'],
    dependencies: ['redis ~19'],
  })
})

test.each([
  ['no JSON', '<html>'],
  ['a list', '[]'],
  ['nothing', ''],
  ['null', 'null'],
])('does not invent a chart from %s', (_title, body) => {
  expect(parseChart(body)).toBeUndefined()
})

test('takes a version that is a number for unknown, not for text', () => {
  expect(parseChart('{"name":"a","version":1}')).toMatchObject({ name: 'a', version: null })
})
