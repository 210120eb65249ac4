import { expect } from 'vitest'
import { syncToEnd } from './api'
import { readProblem, refuseLeaks } from './assert'
import { expectAlive, refuseSecretLines, untilQuiet } from './check-row'
import { readIndex } from './state'
import type { Upstream } from './upstream'
import type { Findings, UpstreamRow } from './upstream-row'
import { send } from './wire'
import type { World } from './world'

/** Connects the registry of a row, indexes it, and holds against it what has to be true of every stranger. */
export async function checkUpstream(world: World, upstream: Upstream, row: UpstreamRow): Promise<void> {
  const { expect: wanted, id } = row
  const name = id.toLowerCase().replaceAll('.', '-')
  const logged = world.server.log().length
  const before = await readIndex(world.database, 'main')

  const answer = await connect({ world, upstream, row, name })
  expect(answer.status, answer.text.slice(0, 300)).toBe(wanted.status ?? 201)
  if (wanted.code !== undefined) expect(readProblem(answer)).toBe(wanted.code)
  refuseLeaks(answer, world.secrets, [])

  const findings = answer.status === 201 ? await crawl({ world, upstream, row, name }) : NOTHING
  if (wanted.problems) expect(findings.problems).toEqual(wanted.problems)
  if (wanted.tags) expect(findings.tags.map((tag) => tag.name)).toEqual(wanted.tags)
  await wanted.verify?.({ ...findings, world, upstream, id })

  expect(await readIndex(world.database, 'main')).toEqual(before)
  refuseSecretLines(world, world.server.log().slice(logged))
  await expectAlive(world)
}

interface Parts {
  readonly world: World
  readonly upstream: Upstream
  readonly row: UpstreamRow
  readonly name: string
}

const NOTHING: Pick<Findings, 'problems' | 'tags'> = { problems: [], tags: [] }

function connect({ world, upstream, row, name }: Parts) {
  return send(world.origin, {
    method: 'POST',
    path: '/api/v1/registries',
    headers: { ...world.callers.admin, 'content-type': 'application/json' },
    body: JSON.stringify({ name, url: upstream.urlOf(row.id), ...row.body?.(upstream, row.id) }),
  })
}

async function crawl({ world, name }: Parts): Promise<Pick<Findings, 'problems' | 'tags'>> {
  await untilQuiet(world)
  const job = await syncToEnd(world.admin, name)
  const { items: repositories } = await read(world, `/registries/${name}/repositories?empty=true`)
  const tags: Record<string, unknown>[] = []
  for (const repository of repositories) {
    const slug = String(repository.name).replaceAll('/', '~')
    tags.push(...(await read(world, `/registries/${name}/repositories/${slug}/tags?limit=200`)).items)
  }
  const failures = Array.isArray(job.failures) ? job.failures : []
  const codes = [job.problem, ...failures, ...repositories.map(problemOf), ...tags.map(problemOf)].map(codeOf)
  return { problems: [...new Set(codes.filter((code) => code !== ''))].sort(), tags }
}

async function read(world: World, path: string): Promise<{ items: Record<string, unknown>[] }> {
  const { status, body } = await world.admin.get(path)
  expect(status, JSON.stringify(body)).toBe(200)
  const items: Record<string, unknown>[] = Array.isArray(body.items) ? body.items : []
  return { items }
}

const problemOf = (item: Record<string, unknown>): unknown => item.problem

function codeOf(problem: unknown): string {
  return typeof problem === 'object' && problem !== null && 'code' in problem ? String(problem.code) : ''
}
