import { appendFileSync } from 'node:fs'
import { expect } from 'vitest'

/** Whether faults last as long, and come in such numbers, as the figures say; else just long enough to see what breaks. */
export const areFaultsLong = process.env.ASSAY_LONG_FAULTS === '1'

export interface Figure {
  /** `F06` and the like. */
  readonly id: string
  /** What has to hold, in words. */
  readonly held: string
  readonly measured: string
  readonly isMet: boolean
  /** Depends on how fast the machine is: told always, asserted in the long form alone. */
  readonly isTimed?: boolean
}

/** Holds a measurement to its figure and leaves it for the table at the end of the run. */
export function holdFigure(figure: Figure): void {
  const isAsserted = areFaultsLong || figure.isTimed !== true
  const file = process.env.ASSAY_FAULT_REPORT
  if (file) appendFileSync(file, `${JSON.stringify(figure)}\n`)
  // One figure that is missed hides none of those behind it.
  if (isAsserted)
    expect
      .soft(figure, `${figure.id}: ${figure.held}, measured ${figure.measured}`)
      .toMatchObject({ isMet: true })
}

/** The value that so many per cent of the values do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(Math.ceil((sorted.length * percent) / 100) - 1, 0)] ?? Number.NaN
}
