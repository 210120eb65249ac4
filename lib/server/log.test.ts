import { describe, expect, it } from 'vitest'
import { createLog } from './log'

function written(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(
    createLog({ level: 'debug', secrets: ['known/secret value'], write: (line) => void lines.push(line) }),
  )
  return lines.join('')
}

describe('the log', () => {
  it.each([
    ['under its name', { password: 'canary-value' }],
    ['under its name, deeper', { request: { authorization: 'canary-value' } }],
    ['as a token of ours', { text: `asy_${'0'.repeat(29)}_${'canary-value'.padEnd(43, 'x')}` }],
    ['as a secret for notifications', { text: `asyh_${'canary-value'.padEnd(43, 'x')}` }],
    ['as a secret of a webhook', { text: `whs_${'canary-value'.padEnd(43, 'x')}` }],
    ['as a one-time link', { text: `https://a.example/invite?token=${'canary-value'.padEnd(43, 'x')}` }],
    ['as Basic credentials', { text: 'Authorization: Basic canary-value' }],
    ['as a bearer token', { text: 'sent Bearer canary-value to it' }],
    ['as a JWT', { text: 'eyJhbGciOiJkaXIifQ.canary-value.x' }],
    ['as user info of an address', { text: 'connect postgres://assay:canary-value@db/assay' }],
    ['in an error', { error: new Error('refused by https://u:canary-value@host/') }],
    ['in the cause of an error', { error: new Error('x', { cause: new Error('Bearer canary-value') }) }],
  ])('prints no secret %s', (_, facts) => {
    const text = written((log) => log.info(facts, 'event'))
    expect(text).toContain('[redacted]')
    expect(text).not.toContain('canary-value')
  })

  it('prints no secret it knows, however it is written', () => {
    const text = written((log) => {
      log.info({ a: 'known/secret value', b: encodeURIComponent('known/secret value') }, 'event')
    })
    expect(text).not.toContain('known/secret value')
    expect(text).not.toContain('known%2Fsecret%20value')
  })

  it('says what failed, down to the causes', () => {
    const text = written((log) =>
      log.error({ error: new Error('outer', { cause: new Error('inner') }) }, 'failed'),
    )
    expect(JSON.parse(text)).toMatchObject({
      error: { message: 'outer', cause: { message: 'inner' } },
      msg: 'failed',
    })
  })
})
