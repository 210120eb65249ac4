import { z } from 'zod'
import { parseTimestamp } from '@/lib/oci/config'
import { isDigest } from '@/lib/oci/digest'
import { displayText } from '@/lib/oci/display'
import type { EvidenceSummary } from '../rules/evidence/summary'

/** The plainest form: something was tried, and this came of it. */
export const plainStatement = z
  .strictObject({
    name: z.string().min(1).max(200),
    result: z.enum(['PASSED', 'FAILED']),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .optional(),
    at: z.unknown().optional(),
  })
  .transform(
    ({ name, result, at }): EvidenceSummary => ({
      format: 'statement',
      tool: null,
      madeAt: parseTimestamp(at),
      subjects: [],
      facts: { kind: 'statement', isPassed: result === 'PASSED', name: displayText(name) },
    }),
  )

/** So many points out of so many, as a benchmark gives them. */
export const scoreStatement = z
  .strictObject({
    name: z.string().min(1).max(200),
    score: z.number().min(0),
    outOf: z.number().positive(),
    at: z.unknown().optional(),
  })
  .refine(({ score, outOf }) => score <= outOf)
  .transform(
    ({ name, score, outOf, at }): EvidenceSummary => ({
      format: 'score',
      tool: displayText(name),
      madeAt: parseTimestamp(at),
      subjects: [],
      facts: { kind: 'score', score, outOf },
    }),
  )

const TEST_RESULT = 'https://in-toto.io/attestation/test-result/v0.1'
const names = z.array(z.string()).max(100_000).default([])

/** An in-toto statement with the predicate test-result v0.1. Its signature is not what is judged here. */
export const testResult = z
  .object({
    predicateType: z.literal(TEST_RESULT),
    subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })).default([]),
    predicate: z.object({
      result: z.enum(['PASSED', 'WARNED', 'FAILED']),
      passedTests: names,
      warnedTests: names,
      failedTests: names,
    }),
  })
  .transform(({ subject, predicate }): EvidenceSummary => {
    const { passedTests, warnedTests, failedTests, result } = predicate
    const subjects = subject.map(({ digest }) => `sha256:${digest.sha256 ?? ''}`).filter(isDigest)
    // A result that says FAILED counts as a failure even when it names none.
    const failed = Math.max(failedTests.length, result === 'FAILED' ? 1 : 0)
    return {
      format: 'test-result',
      tool: null,
      madeAt: null,
      subjects,
      facts: {
        kind: 'tests',
        passed: passedTests.length + warnedTests.length,
        failed,
        skipped: 0,
        suites: [],
        failures: failedTests.slice(0, 20).map(displayText),
      },
    }
  })
