import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gte } from 'semver'
import { expect, it } from 'vitest'
import { z } from 'zod'

/** The first version without a hole that matters here. A floor is raised, never lowered. */
const FLOORS = [
  ['next', '16.4.1'],
  ['next-auth', '4.24.15'],
  ['undici', '7.30.2'],
  ['react', '19.2.6'],
  ['react-dom', '19.2.6'],
  ['zod', '3.22.3'],
] as const

const LOCK = z.object({ packages: z.record(z.string(), z.object({ version: z.string().optional() })) })
const path = fileURLToPath(new URL('../package-lock.json', import.meta.url))
const { packages } = LOCK.parse(JSON.parse(readFileSync(path, 'utf8')))

/** Every copy of a package that is installed, also those under another package. */
function installed(name: string): string[] {
  return Object.entries(packages)
    .filter(([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`))
    .flatMap(([, { version }]) => version ?? [])
}

it.each(FLOORS)('installs no copy of %s below %s', (name, floor) => {
  const versions = installed(name)
  expect(versions.length).toBeGreaterThan(0)
  expect(versions.filter((version) => !gte(version, floor))).toEqual([])
})
