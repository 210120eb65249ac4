import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runAssay } from '@/lib/testing/assay-command'

const dataDir = mkdtempSync(join(tmpdir(), 'assay-cli-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const run = (words: readonly string[], input = '', env: Readonly<Record<string, string>> = {}) =>
  runAssay(words, { dataDir, env, input })

it('makes a person and a token from any directory, printing nothing but the token', async () => {
  const made = await run(
    ['user', 'create', '--name', 'admin', '--role', 'admin', '--password-stdin'],
    'a-long-password\n',
  )
  expect(made).toMatchObject({ code: 0, out: '' })

  const token = await run(['token', 'create', '--user', 'ADMIN', '--name', 'ci'])
  expect(token.code).toBe(0)
  expect(token.out).toMatch(/^asy_[0-9a-z]{29}_[A-Za-z0-9_-]{43}\n$/)

  expect(await run(['doctor'])).toMatchObject({ code: 0, out: expect.stringContaining('ok    database') })

  const types = (list: string) =>
    run(['token', 'create', '--user', 'admin', '--name', 'scans', '--role', 'developer', '--evidence', list])
  expect(await types('EVD-002,EVD-003')).toMatchObject({ code: 0 })
  expect(await types('EVD-002,pen-test')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--evidence'),
  })
})

it('prints a one-time link for a person without a password, and another for who forgot it', async () => {
  const link = /^http:\/\/localhost:3000\/invite\?token=[A-Za-z0-9_-]{43}\n$/
  const added = await run(['user', 'create', '--name', 'grace', '--role', 'member'])
  expect(added).toMatchObject({ code: 0, out: expect.stringMatching(link) })
  const again = await run(['user', 'invite', '--name', 'Grace'])
  expect(again).toMatchObject({ code: 0, out: expect.stringMatching(link) })
  expect(again.out).not.toBe(added.out)
})

it('tells a wrong call from a failed one', async () => {
  expect(await run(['token', 'create', '--user', 'admin'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('--name is missing'),
  })
  const nobody = await run(['token', 'create', '--user', 'nobody', '--name', 'ci'])
  expect(nobody).toMatchObject({ code: 1, out: '' })
})

it('makes the secret of a declared registry before the server ever ran, and prints nothing else', async () => {
  const declared = { ASSAY_REGISTRY_URL: 'http://127.0.0.1:5000', ASSAY_ALLOWED_CIDRS: '127.0.0.0/8' }
  const made = await run(['hook-secret', '--registry', 'main'], '', declared)
  expect(made).toMatchObject({ code: 0, err: expect.stringContaining('/api/hooks/main') })
  expect(made.out).toMatch(/^asyh_[A-Za-z0-9_-]{43}\n$/)

  const long = await run(['hook-secret', '--registry', 'main', '--keep-previous', '999'], '', declared)
  expect(long).toMatchObject({ code: 2, out: '' })
  expect(await run(['hook-secret', '--registry', 'absent'])).toMatchObject({ code: 1, out: '' })
})
