import { expect } from 'vitest'
import { type Expectation, type RequestRow, type RowRequest, row } from '../harness/row'
import type { World } from '../harness/world'

const APP = '/registries/main/repositories/team~app'
const API = '/registries/main/repositories/team~app~api'

/** What each world answered when a request with a key was sent first. */
const firstAnswers = new WeakMap<World, string>()

async function digestAt({ admin }: World, path: string): Promise<string> {
  const { status, body } = await admin.get(path)
  if (status !== 200) throw new Error(`${path} answered ${status}.`)
  return String(body.digest)
}

/** What the tag named before the first of the requests with a key took it away. */
const seenDigests = new WeakMap<World, string>()

const keyed =
  (tag: string) =>
  async (world: World): Promise<RowRequest> => {
    const digest = seenDigests.get(world) ?? (await digestAt(world, `${API}/tags/v1`))
    seenDigests.set(world, digest)
    return {
      method: 'POST',
      path: `/api/v1${API}/deletions`,
      as: 'admin',
      headers: { 'idempotency-key': 'a-row-of-its-own' },
      body: { tags: [{ tag, digest }] },
    }
  }

const started: Expectation = { status: 202, mayChange: true }

/** Deletions that do start, and what they may not do beside. */
export const lettingRows: readonly RequestRow[] = [
  row(
    ['D04.1', 'a tag that shares its digest with one that stays'],
    ({ facts }) => ({
      method: 'DELETE',
      path: `/api/v1${APP}/tags/latest`,
      as: 'admin',
      headers: { 'if-match': `"${facts.digest}"` },
    }),
    started,
  ),
  row(
    ['D04.2', 'and the one that stays, afterwards'],
    { method: 'GET', path: `/api/v1${APP}/tags/v1`, as: 'admin' },
    { status: 200, verify: ({ text }, { facts }) => expect(JSON.parse(text).digest).toBe(facts.digest) },
  ),
  row(['D06.1', 'a deletion with an Idempotency-Key'], keyed('v1'), {
    ...started,
    verify: ({ text }, world) => {
      firstAnswers.set(world, text)
    },
  }),
  row(['D06.2', 'the same once more'], keyed('v1'), {
    status: 202,
    verify: ({ text }, world) => expect(text).toBe(firstAnswers.get(world)),
  }),
  row(['D06.3', 'the same key for something else'], keyed('v2'), {
    status: 422,
    code: 'idempotency-key-reuse',
  }),
  row(
    ['J01.twice', 'one tag named twice, with one digest'],
    async (world) => {
      const tag = { tag: 'v2', digest: await digestAt(world, `${APP}/tags/v2`) }
      return {
        method: 'POST',
        path: `/api/v1${APP}/deletions`,
        as: 'admin',
        body: { tags: [tag, tag] },
      }
    },
    { ...started, verify: ({ text }) => expect(JSON.parse(text).total).toBe(1) },
  ),
]
