import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findViolations, RULES } from '@/lib/testing/architecture'
import { importsOf, type Module } from '@/lib/testing/modules'

const root = fileURLToPath(new URL('..', import.meta.url))
const ROOMS = ['app', 'components', 'lib', 'cli', 'demo', 'bench', 'integration', 'scripts']

function readModules(): Module[] {
  return ROOMS.filter((room) => existsSync(path.join(root, room))).flatMap((room) => {
    const files = readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
    return files
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
      .map((file) => `${room}/${file.split(path.sep).join('/')}`)
      .map((file) => ({ path: file, text: readFileSync(path.join(root, file), 'utf8') }))
  })
}

/** One planted breach for each rule. */
const PLANTED: Readonly<Record<string, Module>> = {
  'core-and-oci-are-leaves': { path: 'lib/core/a.ts', text: "import { x } from '@/lib/oci/digest'" },
  'rules-are-pure': { path: 'lib/catalog/rules/a.ts', text: 'export const now = () => Date.now()' },
  'registry-and-db-know-no-domain': {
    path: 'lib/registry/a.ts',
    text: "import 'server-only'\nimport { x } from '@/lib/catalog/rules/a'",
  },
  'domain-knows-no-http': { path: 'lib/catalog/a.ts', text: "import { x } from 'next/headers'" },
  'modules-have-an-order': { path: 'lib/catalog/a.ts', text: "import { x } from '../sync/worker'" },
  'stores-do-not-decide': {
    path: 'lib/catalog/store.ts',
    text: "import 'server-only'\nimport { x } from '@/lib/catalog/use-cases/list-tags'",
  },
  'sql-at-the-store': { path: 'lib/catalog/a.ts', text: "import { sql } from 'kysely'" },
  'contracts-are-isomorphic': { path: 'lib/api/contracts/a.ts', text: "import fs from 'node:fs'" },
  'components-see-contracts': {
    path: 'components/catalog/a.tsx',
    text: "import { x } from '@/lib/catalog/store'",
  },
  'ui-kit-is-generic': { path: 'components/ui/a.tsx', text: "import { x } from '../catalog/tag-table'" },
  'features-are-siblings': { path: 'components/catalog/a.tsx', text: "import { x } from '../golden/badge'" },
  'app-is-thin': { path: 'app/a/page.tsx', text: "import { x } from '@/lib/catalog/store/tags'" },
  'undici-at-one-door': { path: 'lib/sync/a.ts', text: "import { request } from 'undici'" },
  'environment-at-one-door': { path: 'lib/jobs/a.ts', text: 'export const port = process.env.PORT' },
  'server-half-is-marked': { path: 'lib/db/a.ts', text: 'export const a = 1' },
  'testing-is-for-tests': { path: 'lib/jobs/a.ts', text: "import { x } from '@/lib/testing/registry'" },
  'files-stay-small': { path: 'lib/core/a.ts', text: 'const line = 1\n'.repeat(251) },
}

describe('architecture', () => {
  it('reads the whole project, so that silence means health', () => {
    const paths = readModules().map((module) => module.path)
    expect(paths.length).toBeGreaterThan(40)
    expect(paths).toContain('lib/core/errors.ts')
    expect(paths).toContain('app/layout.tsx')
  })

  it('is kept by every module', () => {
    expect(findViolations(readModules())).toEqual([])
  })

  it.each(RULES.map((rule) => [rule.name]))('%s fires on a planted breach', (name) => {
    const planted = PLANTED[name]
    expect(planted, 'every rule has a planted breach').toBeDefined()
    expect(planted && findViolations([planted]).map((violation) => violation.rule)).toContain(name)
  })

  it('sees static, side-effect, re-exporting and dynamic imports, relative ones too', () => {
    const text = [
      "import a from '@/lib/a'",
      "import '../b'",
      "export { c } from './c'",
      "await import('d')",
      "import {\n  e,\n} from 'e'",
    ].join('\n')
    expect(importsOf({ path: 'lib/x/y.ts', text })).toEqual(['lib/a', 'lib/b', 'lib/x/c', 'd', 'e'])
  })
})
