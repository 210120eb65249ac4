import { existsSync, readFileSync } from 'node:fs'

/** Tests of a stage that ran, by outcome, and each failure as a name with the first line of what it said. */
export const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [] }
export const PASSED = { ...NOTHING, passed: 1 }
export const FAILED = { ...NOTHING, failed: 1 }

export function addTallies(tallies) {
  return tallies.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
      failures: [...sum.failures, ...each.failures],
    }),
    NOTHING,
  )
}

/** Counts from vitest's JSON report. A file that could not be loaded is one failure. */
export function readVitestReport(file) {
  if (!existsSync(file)) return FAILED
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const failures = report.testResults.flatMap(vitestFailures)
  return {
    passed: report.numPassedTests,
    failed: failures.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  }
}

function vitestFailures({ status, name, message, assertionResults }) {
  if (status === 'failed' && assertionResults.length === 0) return [failure(name, message)]
  return assertionResults
    .filter((test) => test.status === 'failed')
    .map((test) => failure(test.fullName, test.failureMessages[0]))
}

/** Counts from Playwright's JSON report; a failure of its set-up is one failure. */
export function readPlaywrightReport(file) {
  if (!existsSync(file)) return FAILED
  const { stats, errors, suites } = JSON.parse(readFileSync(file, 'utf8'))
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: [
      ...errors.map(({ message }) => failure('set-up', message)),
      ...suites.flatMap((suite) => playwrightFailures(suite)),
    ],
  }
}

function playwrightFailures({ title, specs = [], suites = [] }) {
  const own = specs
    .filter(({ ok }) => !ok)
    .map((spec) => failure(`${title} › ${spec.title}`, spec.tests[0]?.results.at(-1)?.error?.message))
  return [...own, ...suites.flatMap(playwrightFailures)]
}

/** Colours of a terminal, which test runners put into their messages. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

function failure(name, message = '') {
  const [said = ''] = message.replace(COLOUR, '').split('\n')
  return `${name}: ${said}`
}
