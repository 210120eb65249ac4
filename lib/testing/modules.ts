/** One source file, as the architecture rules see it. */
export interface Module {
  /** From the root of the project, with `/`: `lib/core/errors.ts`. */
  readonly path: string
  readonly text: string
}

/** Import specifiers, ours resolved to root-relative paths without extension, packages by name. */
export function importsOf(module: Module): string[] {
  const specifiers = module.text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\n]+)['"]/g)
  return [...specifiers].map((match) => resolve(module.path, match[1] ?? ''))
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  if (!specifier.startsWith('.')) return specifier
  const parts = from.split('/').slice(0, -1)
  for (const segment of specifier.split('/')) {
    if (segment === '..') parts.pop()
    else if (segment !== '.') parts.push(segment)
  }
  return parts.join('/')
}

const OUR_ROOTS = ['app', 'components', 'lib', 'cli', 'demo', 'bench', 'integration', 'e2e', 'scripts']
export const isOurs = (path: string) => OUR_ROOTS.some((root) => under(path, root))
export const under = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
export const inside = (module: Module, folder: string) => under(module.path, folder)
export const isRules = (path: string) => /^lib\/[^/]+\/rules(\/|$)/.test(path)
export const isStore = (path: string) => /^lib\/[^/]+\/store(\.ts|\/|$)/.test(path)
export const domainOf = (path: string) => /^lib\/([^/]+)\//.exec(path)?.[1]
const DEVELOPMENT_ROOTS = ['scripts/', 'demo/', 'bench/', 'integration/', 'e2e/', 'lib/testing/']
export const isDevelopment = (path: string) => DEVELOPMENT_ROOTS.some((root) => path.startsWith(root))
export const first = (imports: readonly string[], forbids: (to: string) => boolean) => imports.find(forbids)
