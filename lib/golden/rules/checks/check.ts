import type { ImageConfig } from '@/lib/oci/config'
import type { ImageManifest } from '@/lib/oci/manifest'
import type { Outcome } from '../policy'

export type Severity = 'critical' | 'high' | 'medium' | 'low'

/** One runnable image: itself, or a child of an index. */
export interface ImageFacts {
  /** `os/arch[/variant]`; null when unknown. */
  readonly platform: string | null
  readonly manifest: ImageManifest
  /** Null when it could not be read. */
  readonly config: ImageConfig | null
}

/** A tag that points to the digest. */
export interface TagFacts {
  readonly name: string
  /** Whether it ever pointed to something else; null where its history does not reach back to its creation. */
  readonly hasMoved: boolean | null
}

/** Everything a check may look at. What is not known is null, never empty. */
export interface SubjectFacts {
  readonly mediaType: string
  /** Runnable images; null when an index could not be read whole. */
  readonly images: readonly ImageFacts[] | null
  readonly annotations: Readonly<Record<string, string>>
  /** Bytes of manifests, configs and distinct layers; null when unknown. */
  readonly totalSize: number | null
  readonly tags: readonly TagFacts[]
  /** Of the version of the line in force now; null where there is none. */
  readonly currentSize: number | null
  /** Labels of the image this one was built on; null when it is not known. */
  readonly baseLabels: Readonly<Record<string, string>> | null
  readonly now: number
}

/** What the requirement of a policy sets for a check, already parsed; each check has defaults. */
export type Params = Readonly<Record<string, string | number | boolean | readonly string[]>>

export interface CheckResult {
  readonly outcome: Outcome
  /** What was found, for people; at most a line or two. */
  readonly detail: string
}

/** One automatic check: a rule of its own, with what it means and what to do about it. */
export interface Check {
  /** Stable for ever, such as `IMG-001`. */
  readonly id: string
  readonly name: string
  readonly title: string
  /** Why it matters. */
  readonly explanation: string
  readonly remedy: string
  /** Standards that ask for the same, such as `CIS 4.1`. */
  readonly sources: readonly string[]
  readonly severity: Severity
  readonly defaults: Params
  readonly run: (subject: SubjectFacts, params: Params) => CheckResult
}

export const pass = (detail: string): CheckResult => ({ outcome: 'pass', detail })
export const fail = (detail: string): CheckResult => ({ outcome: 'fail', detail })
export const warn = (detail: string): CheckResult => ({ outcome: 'warn', detail })
export const unknown = (detail: string): CheckResult => ({ outcome: 'unknown', detail })
export const notApplicable = (detail: string): CheckResult => ({ outcome: 'not-applicable', detail })

const WORST_FIRST: readonly Outcome[] = ['fail', 'unknown', 'warn', 'pass', 'not-applicable']

/** Asks the same of every platform; the worst answer counts, and says which platform gave it. */
export function ofEveryImage(judge: (image: ImageFacts, params: Params) => CheckResult): Check['run'] {
  return ({ images }, params) => {
    if (images === null) return unknown('The index could not be read whole.')
    if (images.length === 0) return notApplicable('This is not an image that runs.')
    const answers = images.map((image) => ({ image, ...judge(image, params) }))
    const outcome = WORST_FIRST.find((one) => answers.some((answer) => answer.outcome === one)) ?? 'unknown'
    const worst = answers.filter((answer) => answer.outcome === outcome)
    const [first] = worst
    if (first === undefined) return unknown('Nothing could be told.')
    const isShared = worst.length === answers.length
    const names = worst.map(({ image }) => image.platform ?? 'unknown platform').join(', ')
    return { outcome, detail: isShared ? first.detail : `${names}: ${first.detail}` }
  }
}

/** The same for what is asked of a config. */
export function ofEveryConfig(judge: (config: ImageConfig, params: Params) => CheckResult): Check['run'] {
  return ofEveryImage(({ config }, params) =>
    config === null ? unknown('The config could not be read.') : judge(config, params),
  )
}

/** A number a requirement sets. */
export function numberOf(params: Params, name: string): number | null {
  const value = params[name]
  return typeof value === 'number' ? value : null
}

/** A list of texts a requirement sets. */
export function listOf(params: Params, name: string): readonly string[] {
  const value = params[name]
  return Array.isArray(value) ? value : []
}

/** A few names for a sentence, and how many more there are. */
export function few(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown
}
