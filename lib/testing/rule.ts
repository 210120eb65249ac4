import type { Module } from './modules'

/** One import rule of the house. */
export interface Rule {
  readonly name: string
  /** What breaks when the rule does. */
  readonly why: string
  /** What a module does against it, or undefined. */
  readonly check: (module: Module, imports: readonly string[]) => string | undefined
}
