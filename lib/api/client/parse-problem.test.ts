import { expect, it } from 'vitest'
import { parseProblem } from './parse-problem'

function answer(body: string, init: ResponseInit): Promise<unknown> {
  return parseProblem(new Response(body, init))
}

it('reads what the API says about a refused request', async () => {
  const body = JSON.stringify({
    type: 'urn:assay:problem:realm-confirmation-required',
    title: 'Realm confirmation required',
    status: 409,
    code: 'realm-confirmation-required',
    detail: 'Confirm where credentials will go.',
    instance: '/requests/req_1',
    errors: [{ pointer: '/url', code: 'url-invalid', message: 'No.' }, 'not an issue'],
    facts: { realmOrigin: 'https://auth.example', nested: {} },
  })

  expect(await answer(body, { status: 409, headers: { 'retry-after': '7' } })).toEqual({
    status: 409,
    code: 'realm-confirmation-required',
    title: 'Realm confirmation required',
    detail: 'Confirm where credentials will go.',
    issues: [{ pointer: '/url', code: 'url-invalid', message: 'No.' }],
    facts: { realmOrigin: 'https://auth.example' },
    requestId: 'req_1',
    retryAfterSeconds: 7,
  })
})

it.each(['<html>', '', '[]', 'null', '"x"'])(
  'makes a problem of its own of a body that is none: %s',
  async (body) => {
    expect(await answer(body, { status: 502 })).toMatchObject({ status: 502, code: 'unexpected-answer' })
  },
)
