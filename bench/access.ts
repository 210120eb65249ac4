import { findSessionActor } from '@/lib/access/authenticate'
import { insertGrant } from '@/lib/access/store/grant'
import { insertUser } from '@/lib/access/store/user'
import { listActivity } from '@/lib/catalog/use-cases/list-activity'
import { listRepositories } from '@/lib/catalog/use-cases/list-repositories'
import { listTags } from '@/lib/catalog/use-cases/list-tags'
import { search } from '@/lib/catalog/use-cases/search'
import type { SystemRole } from '@/lib/core/actor'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/connection'
import { transaction } from '@/lib/db/transaction'
import { buildContext } from '@/lib/testing/context'
import { prepareIndex } from './index/prepare'
import { HUGE, type IndexShape, indexedRepositories, QUICK_HUGE } from './index/rows'
import { newAssayHome } from './process/assay'
import { atMost, type Figure, told } from './report'
import type { BenchRun } from './run'
import { percentile } from './statistics'
import { REGISTRY } from './with-assay'

const GRANTS = 1_000
const ADDED_P95_MAX_MS = 1
const ROUNDS = 200
const QUICK_ROUNDS = 30
const LIMIT = 50

type Answer = (person: string) => Promise<unknown>

interface Side {
  readonly took: readonly number[]
  readonly processorMs: number
}

/** Lists as an admin, who needs no grant, and as a member with a thousand, in turns in one process. */
export async function benchAccess(run: BenchRun): Promise<readonly Figure[]> {
  const index = run.isQuick ? QUICK_HUGE : HUGE
  const databaseUrl = await run.newDatabase()
  const home = newAssayHome(databaseUrl)
  const db = openDatabase(home)
  try {
    await prepareIndex(home, { name: REGISTRY, url: 'http://127.0.0.1:9' }, index)
    const opened = openDatabase(home)
    const granted = await addPeople(opened, index)
    return await measureAll(opened, { run, granted })
  } finally {
    await closeDatabase(db)
    home.remove()
  }
}

interface Measured {
  readonly run: BenchRun
  /** A repository the member may read. */
  readonly granted: string
}

async function measureAll(db: Database, { run, granted }: Measured): Promise<readonly Figure[]> {
  const asked = questions(db, granted)
  const figures: Figure[] = []
  for (const [what, { ask, max }] of Object.entries(asked)) {
    const { admin, member } = await takeTurns(ask, run.isQuick ? QUICK_ROUNDS : ROUNDS)
    figures.push(added({ what, max, admin, member }))
  }
  return figures
}

function questions(db: Database, granted: string) {
  const asked = async (person: string) => {
    const actor = await findSessionActor(db.query, { userId: `usr_${person}`, sessionVersion: 1 })
    if (actor === undefined) throw new Error(`Nobody is called ${person}.`)
    return buildContext({ db, actor })
  }
  const page = { registry: REGISTRY, limit: LIMIT }
  return {
    'who asks, without a list': { ask: asked, max: ADDED_P95_MAX_MS },
    'repositories by name': {
      ask: async (person) => listRepositories(await asked(person), { ...page, sort: 'name' }),
      max: ADDED_P95_MAX_MS,
    },
    'repositories by date': {
      ask: async (person) => listRepositories(await asked(person), { ...page, sort: '-created' }),
      max: ADDED_P95_MAX_MS,
    },
    'tags of a repository': {
      ask: async (person) =>
        listTags(await asked(person), { ...page, repository: granted, sort: '-created' }),
      max: ADDED_P95_MAX_MS,
    },
    activity: {
      ask: async (person) => listActivity(await asked(person), { limit: LIMIT }),
      max: ADDED_P95_MAX_MS,
    },
    search: { ask: async (person) => search(await asked(person), { q: 'service-0042' }), max: undefined },
  } as const satisfies Record<string, { ask: Answer; max: number | undefined }>
}

/** An answer to one, then to the other, so that a slow moment hits both alike. */
async function takeTurns(ask: Answer, rounds: number) {
  const sides = { admin: { took: [0], processorMs: 0 }, member: { took: [0], processorMs: 0 } }
  for (const side of Object.values(sides)) side.took.length = 0
  for (const person of ['admin', 'member']) for (let at = 0; at < 5; at += 1) await ask(person)
  for (let round = 0; round < rounds; round += 1) {
    for (const person of ['admin', 'member'] as const) {
      const before = process.cpuUsage()
      const startedMs = performance.now()
      await ask(person)
      sides[person].took.push(performance.now() - startedMs)
      const { user, system } = process.cpuUsage(before)
      sides[person].processorMs += (user + system) / 1000 / rounds
    }
  }
  return sides
}

interface Compared {
  readonly what: string
  readonly max: number | undefined
  readonly admin: Side
  readonly member: Side
}

/** The difference of the two 95th percentiles, with both medians and both processor times. */
function added({ what, max, admin, member }: Compared): Figure {
  const [p95, p95Admin] = [percentile(member.took, 0.95), percentile(admin.took, 0.95)]
  const [p50, p50Admin] = [percentile(member.took, 0.5), percentile(admin.took, 0.5)]
  const value = p95 - p95Admin
  const detail = `p95 ${p95Admin.toFixed(1)} to ${p95.toFixed(1)}, p50 ${p50Admin.toFixed(1)} to ${p50.toFixed(1)}, processor ${admin.processorMs.toFixed(1)} to ${member.processorMs.toFixed(1)}`
  const named = { bench: 'access', what: `added by ${GRANTS} grants: ${what}` }
  if (max === undefined) return told({ ...named, value, measured: `${value.toFixed(2)} ms (${detail})` })
  return atMost({ ...named, value, max, unit: ' ms', digits: 2, detail })
}

/** An admin, and a member whose grants lie all over the index: single repositories and what is not there yet. */
async function addPeople(db: Database, index: IndexShape): Promise<string> {
  const every = Math.max(1, Math.floor(index.repositories / GRANTS))
  const names = [...indexedRepositories({ ...index, tagsEach: 1, imagesEach: 1 })].map(({ row }) => row.name)
  const paths = Array.from({ length: GRANTS }, (_, at) => names[at * every] ?? `later/app-${at}`)
  await transaction(db, async (tx) => {
    for (const [name, role] of [
      ['admin', 'admin'],
      ['member', 'member'],
    ] satisfies [string, SystemRole][]) {
      await insertUser(tx, {
        id: `usr_${name}`,
        name,
        nameFolded: name,
        passwordHash: null,
        role,
        createdAt: 1,
      })
    }
    for (const [at, path] of paths.entries()) {
      await insertGrant(tx, {
        id: `gra_${at}`,
        principalKind: 'user',
        principalId: 'usr_member',
        registryId: null,
        path,
        role: 'developer',
        createdBy: 'bench',
        createdAt: 1,
      })
    }
  })
  return names[0] ?? ''
}
