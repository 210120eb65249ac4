import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { importsOf } from '@/lib/testing/modules'

const root = fileURLToPath(new URL('../..', import.meta.url))
const filesIn = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`)

/** What changes nothing that lasts, or is written down elsewhere. Each with its reason. */
const UNRECORDED: Readonly<Record<string, string>> = {
  'lib/access/use-cases/check-directory': 'asks the directory whether it answers; nothing is kept',
  'lib/access/use-cases/open-setup': 'prints the first link before anybody could be named',
  'lib/catalog/use-cases/queue-search-indexing': 'the schedule asks for an index that can be made again',
  'lib/catalog/use-cases/queue-storage': 'the schedule asks for sums that can be made again',
  'lib/cleanup/use-cases/queue-dangling': 'the schedule asks for lists that can be made again',
  'lib/cleanup/use-cases/retention/check-text': 'reads what somebody is still writing, and keeps nothing',
  'lib/connections/use-cases/note-health': 'what a registry answered last; it changes with every call',
  'lib/jobs/queue-tidy': 'follows a removal, which is recorded',
  'lib/sync/use-cases/admit-notifier': 'what registries tell by themselves is kept with its event',
  'lib/sync/use-cases/request-check': 'looking at a page asks for a fresh look; nobody decided anything',
}

const CHANGING = /export (?:const|async function|function) (?:POST|PUT|PATCH|DELETE)\b/
const RECORDS = /\brecord\(\s*(?:ctx|context|as[A-Z]|own)|\brecordInTransaction\(|\brecordDenied\(/
const WRITES = /\b(?:transaction|rebuildableTransaction)\(/

const textOf = (module: string) => {
  const file = path.join(root, `${module}.ts`)
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
const isUseCase = (module: string) => /^lib\/[^/]+\/use-cases\//.test(module)
/** A use case and the plain modules and use cases of its own domain that it is made of. */
const isPartOf = (module: string, part: string) =>
  part.startsWith(`${module.split('/').slice(0, 2).join('/')}/`) &&
  !/\/(?:store|rules)\b|\/authorize$/.test(part)

function records(module: string, seen: Set<string> = new Set()): boolean {
  if (seen.has(module)) return false
  seen.add(module)
  const text = textOf(module)
  if (RECORDS.test(text)) return true
  return importsOf({ path: `${module}.ts`, text }).some(
    (part) => (isPartOf(module, part) || isUseCase(part)) && records(part, seen),
  )
}

it('has an event for whatever an address changes', () => {
  const silent = filesIn('app/api')
    .filter((file) => file.endsWith('route.ts'))
    .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }))
    .filter((module) => CHANGING.test(module.text))
    .map((module) => ({ file: module.path, useCases: importsOf(module).filter(isUseCase) }))
    .filter(({ useCases }) => useCases.length > 0)
    .filter(({ useCases }) => !useCases.some((one) => records(one) || one in UNRECORDED))
  expect(silent).toEqual([])
})

it('has an event for whatever a use case writes', () => {
  const silent = filesIn('lib')
    .map((file) => file.replace(/\.ts$/, ''))
    .filter((module) => isUseCase(module) && WRITES.test(textOf(module)))
    .filter((module) => !records(module) && !(module in UNRECORDED))
  expect(silent).toEqual([])
})

it('excuses nothing that is not there, and nothing that is recorded after all', () => {
  const isThere = (module: string) => existsSync(path.join(root, `${module}.ts`))
  const wrong = Object.keys(UNRECORDED).filter((module) => !isThere(module) || records(module))
  expect(wrong).toEqual([])
})
