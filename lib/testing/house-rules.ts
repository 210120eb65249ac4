import { first, inside, isDevelopment, isOurs, isRules, isStore, under } from './modules'
import type { Rule } from './rule'

const LINES_MAX = 250

/** The rules of the whole house: pages, components, contracts, and what leads outside. */
export const HOUSE_RULES: readonly Rule[] = [
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
