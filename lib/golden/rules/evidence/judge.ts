import {
  type CheckResult,
  fail,
  few,
  listOf,
  numberOf,
  type Params,
  pass,
  unknown,
  warn,
} from '../checks/check'
import type { EvidenceFacts, EvidenceSummary, Vulnerability } from './summary'

const DAY_MS = 24 * 60 * 60 * 1000

export interface EvidenceQuestion {
  readonly summary: EvidenceSummary
  readonly params: Params
  /** Vulnerabilities that VEX evidence of the same digest says do not matter. */
  readonly suppressed: ReadonlySet<string>
  readonly now: number
}

/** Whether a piece of evidence says what a requirement wants to hear. What it does not say is unknown. */
export function judgeEvidence({ summary, params, suppressed, now }: EvidenceQuestion): CheckResult {
  const { facts } = summary
  if (facts.kind === 'tests') return judgeTests(facts, params)
  if (facts.kind === 'vulnerabilities') return judgeVulnerabilities(facts, { params, suppressed, now })
  if (facts.kind === 'lint') return judgeLint(facts, params)
  if (facts.kind === 'score') return judgeScore(facts, params)
  if (facts.kind === 'sbom') {
    return facts.components > 0
      ? pass(facts.components === 1 ? 'One component.' : `${facts.components} components.`)
      : unknown('It lists no component.')
  }
  if (facts.kind === 'vex')
    return pass(`${facts.statements} statements, ${facts.suppressed.length} suppress.`)
  return facts.isPassed ? pass(facts.name) : fail(facts.name)
}

type FactsOf<K extends EvidenceFacts['kind']> = Extract<EvidenceFacts, { kind: K }>

function judgeTests(facts: FactsOf<'tests'>, params: Params): CheckResult {
  const wanted = listOf(params, 'suites')
  const missing = wanted.filter((suite) => !facts.suites.includes(suite))
  const least = numberOf(params, 'testsMin') ?? 1
  if (facts.failed > 0) return fail(`${facts.failed} failed: ${few(facts.failures)}`)
  if (missing.length > 0) return fail(`Suites that did not run: ${few(missing)}.`)
  if (facts.passed < least) return fail(`${facts.passed} passed; ${least} are asked for.`)
  return pass(`${facts.passed} passed${facts.skipped > 0 ? `, ${facts.skipped} skipped` : ''}.`)
}

const COUNTED = ['critical', 'high', 'medium', 'low', 'unknown'] as const

interface Scan {
  readonly params: Params
  readonly suppressed: ReadonlySet<string>
  readonly now: number
}

/** Limits by severity, of fixable ones only where `fixableOnly` is set; one that may be fixable counts. */
function judgeVulnerabilities(
  facts: FactsOf<'vulnerabilities'>,
  { params, suppressed, now }: Scan,
): CheckResult {
  const dataDays = numberOf(params, 'dataDaysMax')
  if (dataDays !== null) {
    if (facts.dataAt === null) return unknown('The age of the scanner’s data is not said.')
    if (now - facts.dataAt > dataDays * DAY_MS)
      return fail(`The scanner’s data is older than ${dataDays} days.`)
  }
  const relevant = facts.found.filter(
    ({ id, isFixable }) => !suppressed.has(id) && (params.fixableOnly !== true || isFixable !== false),
  )
  const counts = COUNTED.map((severity) => ({ severity, found: distinct(relevant, severity) }))
  const over = counts.filter(
    ({ severity, found }) => found > (numberOf(params, `${severity}Max`) ?? defaultMax(severity)),
  )
  const said = counts.filter(({ found }) => found > 0).map(({ severity, found }) => `${found} ${severity}`)
  const text = said.length === 0 ? 'None found.' : `${said.join(', ')}.`
  return over.length > 0 ? fail(text) : pass(text)
}

function distinct(found: readonly Vulnerability[], severity: string): number {
  return new Set(
    found.filter((one) => one.severity === severity).map(({ id, component }) => `${id} ${component}`),
  ).size
}

/** Critical and high ones are not taken unless the policy says how many. */
function defaultMax(severity: (typeof COUNTED)[number]): number {
  return severity === 'critical' || severity === 'high' ? 0 : Number.POSITIVE_INFINITY
}

function judgeLint({ errors, warnings }: FactsOf<'lint'>, params: Params): CheckResult {
  const most = numberOf(params, 'errorsMax') ?? 0
  if (errors > most) return fail(`${errors} errors.`)
  return warnings > 0 ? warn(`${warnings} warnings.`) : pass('No error.')
}

function judgeScore({ score, outOf }: FactsOf<'score'>, params: Params): CheckResult {
  const least = numberOf(params, 'percentMin') ?? 100
  const percent = (score / outOf) * 100
  const text = `${score} of ${outOf}.`
  return percent >= least ? pass(text) : fail(text)
}
