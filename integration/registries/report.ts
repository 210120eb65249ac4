import { appendFileSync } from 'node:fs'

/** Notes what a registry does, for the table at the end of the run. */
export function note(registry: string, capability: string, answer: string): void {
  const file = process.env.ASSAY_MATRIX_REPORT
  if (file) appendFileSync(file, `${JSON.stringify({ registry, capability, answer })}\n`)
}
