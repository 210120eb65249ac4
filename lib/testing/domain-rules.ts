import { domainOf, first, inside, isDevelopment, isOurs, isRules, isStore, under } from './modules'
import type { Rule } from './rule'

const DOMAIN = [
  'access',
  'audit',
  'changes',
  'jobs',
  'connections',
  'webhooks',
  'catalog',
  'cleanup',
  'golden',
  'sync',
  'docker-token',
  'keys',
]
/** Lower may not import higher; equals may. */
const RANK: Readonly<Record<string, number>> = {
  access: 1,
  audit: 1,
  changes: 1,
  jobs: 2,
  connections: 3,
  'docker-token': 4,
  keys: 4,
  webhooks: 4,
  catalog: 4,
  cleanup: 5,
  golden: 5,
  sync: 6,
}
const PURE_PACKAGES = new Set(['zod', 'semver', 're2js'])

/** The rules of the rooms under `lib`: what each may know of the others. */
export const DOMAIN_RULES: readonly Rule[] = [
  {
    name: 'core-and-oci-are-leaves',
    why: 'What everybody imports may import nobody, or everything depends on everything.',
    check: (module, imports) => {
      if (inside(module, 'lib/core')) return first(imports, (to) => isOurs(to) && !under(to, 'lib/core'))
      if (!inside(module, 'lib/oci')) return undefined
      return first(imports, (to) => isOurs(to) && !under(to, 'lib/core') && !under(to, 'lib/oci'))
    },
  },
  {
    name: 'rules-are-pure',
    why: 'A decision is testable as a table only while it reads no clock, network, database or environment.',
    check: (module, imports) => {
      if (!isRules(module.path)) return undefined
      const clock = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\basync\b|\bawait\b|\bprocess\./.exec(
        module.text,
      )
      if (clock) return clock[0]
      return first(imports, (to) =>
        isOurs(to) ? !under(to, 'lib/core') && !under(to, 'lib/oci') && !isRules(to) : !PURE_PACKAGES.has(to),
      )
    },
  },
  {
    name: 'registry-and-db-know-no-domain',
    why: 'The two doors to the outside are reused by every module above them.',
    check: (module, imports) => {
      const own = ['lib/registry', 'lib/db'].find((room) => inside(module, room))
      if (!own) return undefined
      const allowed = ['lib/core', 'lib/oci', own]
      return first(imports, (to) => isOurs(to) && !allowed.some((room) => under(to, room)))
    },
  },
  {
    name: 'domain-knows-no-http',
    why: 'Use cases are called by pages, routes, jobs and the CLI alike.',
    check: (module, imports) => {
      if (!DOMAIN.some((name) => inside(module, `lib/${name}`))) return undefined
      return first(
        imports,
        (to) =>
          /^(next|next-auth|react|react-dom|undici)(\/|$)/.test(to) ||
          ['lib/api', 'lib/server', 'app', 'components'].some((room) => under(to, room)),
      )
    },
  },
  {
    name: 'modules-have-an-order',
    why: 'A module that reaches upwards cannot be understood alone.',
    check: (module, imports) => {
      const from = RANK[domainOf(module.path) ?? '']
      if (from === undefined) return undefined
      return first(imports, (to) => !isRules(to) && (RANK[domainOf(to) ?? ''] ?? 0) > from)
    },
  },
  {
    name: 'stores-do-not-decide',
    why: 'SQL answers questions; what follows from the answers is a rule.',
    check: (module, imports) => {
      if (!isStore(module.path)) return undefined
      return first(
        imports,
        (to) => isOurs(to) && !isBelowStores(to) && !isPlainFileOf(domainOf(module.path), to),
      )
    },
  },
  {
    name: 'sql-at-the-store',
    why: 'A query outside of a store is a question nobody can find.',
    check: (module, imports) => {
      if (!module.path.startsWith('lib/') || isStore(module.path) || isDevelopment(module.path))
        return undefined
      if (inside(module, 'lib/db')) return undefined
      const query = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.exec(module.text)
      return query?.[0] ?? first(imports, (to) => ['kysely', 'pg', 'better-sqlite3'].includes(to))
    },
  },
]

const BELOW_STORES = [
  'lib/core',
  'lib/oci',
  'lib/db',
  'lib/registry/types',
  'lib/access/context',
  'lib/changes/announce',
]
const isBelowStores = (to: string) =>
  isRules(to) || isStore(to) || BELOW_STORES.some((room) => under(to, room))
/** The types of the store's own module, such as `lib/jobs/job`. */
const isPlainFileOf = (domain: string | undefined, to: string) =>
  to.split('/').length === 3 && domainOf(to) === domain
