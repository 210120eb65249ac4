import { expect } from 'vitest'
import type { Database } from '@/lib/db/connection'
import { type RequestRow, type RowRequest, row, rows } from '../harness/row'
import { lettingRows } from './deletion-let-through'

const REPOSITORY = '/api/v1/registries/main/repositories/team~app'
const DELETIONS = `${REPOSITORY}/deletions`
const ELSE = `sha256:${'b'.repeat(64)}`

const untag = (headers: Readonly<Record<string, string>>, as: RowRequest['as'] = 'admin'): RowRequest => ({
  method: 'DELETE',
  path: `${REPOSITORY}/tags/v1`,
  as,
  headers,
})
const seen = (digest: string) => ({ 'if-match': `"${digest}"` })
const remove = (body: object, path = DELETIONS): RowRequest => ({ method: 'POST', path, as: 'admin', body })
const named = (count: number) => Array.from({ length: count }, (_, at) => ({ tag: `t${at}`, digest: ELSE }))

/** Deletions that must not start: nothing is changed by any of them. */
export const deletionRows: readonly RequestRow[] = [
  row(['D02', 'a tag that names another digest'], untag(seen(ELSE)), { status: 412, code: 'tag-moved' }),
  row(['D03.1', 'without If-Match'], untag({}), { status: 428, code: 'precondition-required' }),
  ...rows('D03.m', { status: 422, code: 'invalid-digest' }, [
    ['If-Match that is no digest', untag({ 'if-match': 'nonsense' })],
  ]),
  row(['D05.1', 'by a viewer'], ({ facts }) => untag(seen(facts.digest), 'viewer'), {
    status: 403,
    code: 'forbidden',
  }),
  row(['D05.2', 'by nobody'], ({ facts }) => untag(seen(facts.digest), 'nobody'), {
    status: 401,
    code: 'unauthenticated',
  }),
  row(
    ['D05.3', 'by a revoked token'],
    ({ facts }) => ({
      ...untag({ ...seen(facts.digest), authorization: `Bearer ${facts.revokedToken}` }, 'nobody'),
    }),
    { status: 401, code: 'unauthenticated' },
  ),
  ...rows('J01', { status: 422, code: 'invalid-input' }, [
    ['no tags', remove({ tags: [] })],
    ['nothing named', remove({})],
  ]),
  row(['J01.many', 'more tags than one request may name'], remove({ tags: named(1_001) }), {
    status: [413, 422],
    code: ['body-too-large', 'too-many'],
  }),
  row(
    ['J01.one', 'one that is no tag among many'],
    remove({ tags: [...named(17), { tag: '-bad tag', digest: ELSE }, ...named(100)] }),
    {
      status: 422,
      code: 'invalid-tag',
      verify: ({ text }) => expect(text).toContain('"pointer":"/tags/17/tag"'),
    },
  ),
  row(
    ['J01.two', 'one tag named twice, with two digests'],
    ({ facts }) =>
      remove({
        tags: [
          { tag: 'v2', digest: facts.digest },
          { tag: 'v2', digest: ELSE },
        ],
      }),
    { status: 422, code: 'invalid-input' },
  ),
  row(
    ['J02', 'a repository that is not there'],
    remove({ tags: named(1) }, DELETIONS.replace('team~app', 'foreign~app')),
    { status: 404, code: 'not-found' },
  ),
  ...rows('J03', { status: 422, code: 'unknown-field' }, [
    ['a regex as a pattern', remove({ filter: { pattern: '(a+)+$' } })],
    ['any other pattern', remove({ filter: { pattern: '.*' } })],
  ]),
  ...rows('J03.all', { status: 409, code: 'confirmation-required' }, [
    ['everything, unconfirmed', remove({ all: true })],
    ['everything, confirmed wrongly', remove({ all: true, confirm: 3 })],
  ]),
  row(['J03.star', 'a star, which is a letter like any other'], remove({ filter: { q: '*' }, confirm: 1 }), {
    status: 409,
    code: 'deletion-blocked',
  }),
  ...lettingRows,
  row(
    ['D01', 'a protected digest'],
    async ({ database, facts }) => {
      await protect(database, facts.digest)
      return untag(seen(facts.digest))
    },
    // The row protects it itself.
    { status: 409, code: 'tag-is-golden', mayChange: true },
  ),
  row(['D04.3', 'a tag that shares its digest with a golden one'], ({ facts }) => untag(seen(facts.digest)), {
    status: 409,
    code: 'tag-is-golden',
  }),
]

async function protect(database: Database, digest: string): Promise<void> {
  const held = await database.query
    .selectFrom('repository')
    .innerJoin('registry', 'registry.id', 'repository.registry_id')
    .select(['repository.id', 'repository.registry_id'])
    .where('registry.name', '=', 'main')
    .where('repository.name', '=', 'team/app')
    .executeTakeFirstOrThrow()
  await database.query
    .insertInto('protection')
    .values({
      registry_id: held.registry_id,
      repository_id: held.id,
      digest,
      source: 'golden',
      detail: 'a line of the rows',
      created_at: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
