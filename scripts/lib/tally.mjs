import { existsSync, readFileSync } from 'node:fs'

/** Tests of a stage that ran, by outcome. */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 }
export const PASSED = { passed: 1, failed: 0, skipped: 0 }
export const FAILED = { passed: 0, failed: 1, skipped: 0 }

export function addTallies(tallies) {
  return tallies.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failed: sum.failed + each.failed,
      skipped: sum.skipped + each.skipped,
    }),
    NOTHING,
  )
}

/** Counts from vitest's JSON report. A file that could not be loaded is one failure. */
export function readVitestReport(file) {
  if (!existsSync(file)) return FAILED
  const report = JSON.parse(readFileSync(file, 'utf8'))
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** Counts from Playwright's JSON report; a failure of its set-up is one failure. */
export function readPlaywrightReport(file) {
  if (!existsSync(file)) return FAILED
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'))
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }
}
