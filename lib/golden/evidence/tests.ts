import { z } from 'zod'
import { parseTimestamp } from '@/lib/oci/config'
import { displayText } from '@/lib/oci/display'
import type { EvidenceSummary } from '../rules/evidence/summary'
import { readXmlDocument, unreadable } from './document'

const FAILURES_SHOWN = 20

const testCase = z.object({
  name: z.string().default(''),
  classname: z.string().default(''),
  failure: z.unknown().optional(),
  error: z.unknown().optional(),
  skipped: z.unknown().optional(),
})
interface Suite {
  readonly name: string
  readonly timestamp?: string | undefined
  readonly testcase: readonly z.output<typeof testCase>[]
  readonly testsuite: readonly Suite[]
}
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    name: z.string().default(''),
    timestamp: z.string().optional(),
    testcase: z.array(testCase).default([]),
    testsuite: z.array(z.union([suite, z.literal('').transform(() => EMPTY)])).default([]),
  }),
)
const EMPTY: Suite = { name: '', testcase: [], testsuite: [] }
const report = z.union([
  z.object({ testsuites: suite }).transform(({ testsuites }) => [testsuites]),
  z.object({ testsuite: z.array(suite) }).transform(({ testsuite }) => testsuite),
])

/**
 * A JUnit XML report. The cases are counted, not the totals the report claims.
 * @throws InvalidInputError `invalid-evidence`
 */
export function readJUnit(bytes: Uint8Array): EvidenceSummary {
  const parsed = report.safeParse(readXmlDocument(bytes))
  if (!parsed.success) throw unreadable('The document is not a JUnit report.')
  const suites = parsed.data.flatMap(flatten)
  const cases = suites.flatMap((one) => one.testcase)
  if (cases.length === 0) throw unreadable('The report holds no test.')

  const failed = cases.filter(isFailed)
  const skipped = cases.filter((one) => !isFailed(one) && one.skipped !== undefined)
  return {
    format: 'junit',
    tool: null,
    madeAt: parseTimestamp(suites.find(({ timestamp }) => timestamp !== undefined)?.timestamp),
    subjects: [],
    facts: {
      kind: 'tests',
      passed: cases.length - failed.length - skipped.length,
      failed: failed.length,
      skipped: skipped.length,
      suites: [...new Set(suites.map(({ name }) => displayText(name)).filter((name) => name !== ''))],
      failures: failed
        .slice(0, FAILURES_SHOWN)
        .map(({ classname, name }) => displayText(`${classname} ${name}`.trim())),
    },
  }
}

function flatten(one: Suite): readonly Suite[] {
  return [one, ...one.testsuite.flatMap(flatten)]
}

function isFailed(one: z.output<typeof testCase>): boolean {
  return one.failure !== undefined || one.error !== undefined
}
