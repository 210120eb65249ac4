import { DOMAIN_RULES } from './domain-rules'
import { HOUSE_RULES } from './house-rules'
import { importsOf, type Module } from './modules'
import type { Rule } from './rule'

export interface Violation {
  readonly rule: string
  readonly path: string
  readonly detail: string
}

/** The import rules of the house. Each says which module breaks it and by what. */
export const RULES: readonly Rule[] = [...DOMAIN_RULES, ...HOUSE_RULES]

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
