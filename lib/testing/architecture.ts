import {
  domainOf,
  first,
  importsOf,
  inside,
  isDevelopment,
  isOurs,
  isRules,
  isStore,
  type Module,
  under,
} from './modules'

export interface Violation {
  readonly rule: string
  readonly path: string
  readonly detail: string
}

interface Rule {
  readonly name: string
  /** What breaks when the rule does. */
  readonly why: string
  readonly check: (module: Module, imports: readonly string[]) => string | undefined
}

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
const LINES_MAX = 250

/** The import rules of the house. Each says which module breaks it and by what. */
export const RULES: readonly Rule[] = [
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
  {
    name: 'contracts-are-isomorphic',
    why: 'The browser, the server and the OpenAPI document read the same contracts.',
    check: (module, imports) => {
      if (!inside(module, 'lib/api/contracts')) return undefined
      const allowed = ['lib/core', 'lib/oci', 'lib/api/contracts']
      return first(imports, (to) => (isOurs(to) ? !allowed.some((room) => under(to, room)) : to !== 'zod'))
    },
  },
  {
    name: 'components-see-contracts',
    why: 'What runs in a browser must not be able to reach a database or a credential.',
    check: (module, imports) => {
      if (!inside(module, 'components') && !inside(module, 'lib/api/client')) return undefined
      const allowed = ['components', 'lib/core', 'lib/oci', 'lib/api/contracts', 'lib/api/client']
      return first(imports, (to) => (isOurs(to) ? !allowed.some((room) => under(to, room)) : to === 'zod'))
    },
  },
  {
    name: 'ui-kit-is-generic',
    why: 'A primitive that knows a domain word can be used once.',
    check: (module, imports) => {
      if (!inside(module, 'components/ui')) return undefined
      return first(
        imports,
        (to) => isOurs(to) && !under(to, 'components/ui') && !under(to, 'lib/core') && !under(to, 'lib/oci'),
      )
    },
  },
  {
    name: 'features-are-siblings',
    why: 'A feature that imports another cannot be changed alone; they share queries and the shell.',
    check: (module, imports) => {
      const own = /^components\/([^/]+)\//.exec(module.path)?.[1]
      if (own === undefined || own === 'ui' || own === 'shell') return undefined
      return first(imports, (to) => {
        const other = /^components\/([^/]+)\/(.+)$/.exec(to)
        if (!other) return false
        return !['ui', 'shell', own].includes(other[1] ?? '') && other[2] !== 'queries'
      })
    },
  },
  {
    name: 'app-is-thin',
    why: 'An address parses, calls one use case and renders; decisions and SQL live below.',
    check: (module, imports) => {
      if (!inside(module, 'app')) return undefined
      return first(
        imports,
        (to) =>
          under(to, 'lib/registry') ||
          under(to, 'lib/db') ||
          (isRules(to) && to !== 'lib/access/rules/can') ||
          isStore(to) ||
          to === 'kysely',
      )
    },
  },
  {
    name: 'undici-at-one-door',
    why: 'Deadlines, byte limits, the egress guard and pinned credentials hold only where nothing goes around them.',
    check: (module, imports) => {
      if (inside(module, 'lib/registry/transport') || isDevelopment(module.path)) return undefined
      return first(imports, (to) => to === 'undici')
    },
  },
  {
    name: 'environment-at-one-door',
    why: 'A variable read elsewhere is validated nowhere.',
    check: (module) => {
      if (
        module.path === 'lib/server/env.ts' ||
        isDevelopment(module.path) ||
        !module.path.startsWith('lib/')
      ) {
        return undefined
      }
      return /\bprocess\.env\b/.exec(module.text)?.[0]
    },
  },
  {
    name: 'server-half-is-marked',
    why: 'Without the mark a component can pull a store into the browser bundle and nobody notices.',
    check: (module) => {
      const isServerHalf =
        /^lib\/(registry|db|server)\//.test(module.path) ||
        isStore(module.path) ||
        /\/use-cases\//.test(module.path)
      if (!isServerHalf || module.path.endsWith('/types.ts') || module.path === 'lib/db/schema.ts')
        return undefined
      return module.text.startsWith("import 'server-only'")
        ? undefined
        : "the first line is not import 'server-only'"
    },
  },
  {
    name: 'testing-is-for-tests',
    why: 'Builders and fault proxies have no place in what ships.',
    check: (module, imports) => {
      if (isDevelopment(module.path)) return undefined
      return first(imports, (to) => under(to, 'lib/testing') || under(to, 'demo') || under(to, 'bench'))
    },
  },
  {
    name: 'files-stay-small',
    why: 'A file does one thing; at 250 lines it does two.',
    check: (module) => {
      const lines = module.text.split('\n').length - 1
      return lines > LINES_MAX ? `${lines} lines` : undefined
    },
  },
]

/** Every breach of every rule. Tests are not looked at: they may reach everything. */
export function findViolations(modules: readonly Module[]): Violation[] {
  return modules.flatMap((module) => {
    const imports = importsOf(module)
    return RULES.flatMap((rule) => {
      const detail = rule.check(module, imports)
      return detail === undefined ? [] : [{ rule: rule.name, path: module.path, detail }]
    })
  })
}

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
