/** One channel while it is written; empty texts are none. */
export interface Step {
  /** Of this row, whatever is typed into it; known here only. */
  readonly id: number
  readonly name: string
  readonly tag: string
  readonly repository: string
  readonly isProduction: boolean
  readonly soakHours: number
  readonly approvalsMin: number
}

interface Shown {
  readonly name: string
  readonly tag: string | null
  readonly repository: string | null
  readonly isProduction: boolean
  readonly soakHours: number
  readonly approvalsMin: number
}

export function stepOf(
  { name, tag, repository, isProduction, soakHours, approvalsMin }: Shown,
  id: number,
): Step {
  return { id, name, tag: tag ?? '', repository: repository ?? '', isProduction, soakHours, approvalsMin }
}

const USUAL = ['dev', 'qa', 'prod'] as const

/** With one more channel at the end, named as most name it. */
export function addStep(steps: readonly Step[]): readonly Step[] {
  const name = USUAL.find((one) => steps.every((step) => step.name !== one)) ?? ''
  const id = Math.max(-1, ...steps.map((step) => step.id)) + 1
  return [
    ...steps,
    { id, name, tag: '', repository: '', isProduction: name === 'prod', soakHours: 0, approvalsMin: 1 },
  ]
}

/** With one channel a step earlier. */
export function raise(steps: readonly Step[], at: number): readonly Step[] {
  const [step, before] = [steps[at], steps[at - 1]]
  if (step === undefined || before === undefined) return steps
  return steps.map((each, index) => {
    if (index === at) return before
    return index === at - 1 ? step : each
  })
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/

/** Whether all have names, and no two the same. */
export function isLadder(steps: readonly Step[]): boolean {
  return (
    steps.every(({ name }) => NAME.test(name)) && new Set(steps.map(({ name }) => name)).size === steps.length
  )
}
