/** One line of the report: what was measured against which goal, in the same run. */
export interface Figure {
  readonly bench: string
  readonly what: string
  /** As people read it, such as `≤ 1.5 ×`. */
  readonly goal: string
  /** As people read it, with what it was measured against. */
  readonly measured: string
  readonly verdict: 'met' | 'MISSED' | 'told'
  /** The number that was judged, for machines. */
  readonly value: number
}

interface AtMost {
  readonly bench: string
  readonly what: string
  readonly value: number
  readonly max: number
  readonly unit: string
  readonly digits?: number
  /** The two figures behind a ratio, or whatever else explains the number. */
  readonly detail?: string
}

/** A figure with an upper goal. */
export function atMost({ bench, what, value, max, unit, digits = 0, detail }: AtMost): Figure {
  return {
    bench,
    what,
    goal: `≤ ${max}${unit}`,
    measured: `${value.toFixed(digits)}${unit}${detail === undefined ? '' : ` (${detail})`}`,
    verdict: value <= max ? 'met' : 'MISSED',
    value,
  }
}

/** A figure with a lower goal. */
export function atLeast({ min, ...rest }: Omit<AtMost, 'max'> & { readonly min: number }): Figure {
  const verdict = rest.value >= min ? 'met' : 'MISSED'
  return { ...atMost({ ...rest, max: min }), goal: `≥ ${min}${rest.unit}`, verdict }
}

/** A figure without a goal, told because it explains the others. */
export function told(figure: Pick<Figure, 'bench' | 'what' | 'measured' | 'value'>): Figure {
  return { ...figure, goal: '–', verdict: 'told' }
}

const HEADINGS = ['bench', 'what', 'goal', 'measured', 'verdict'] as const

/** The one table of a run, as Markdown that reads as plain text too. */
export function renderTable(figures: readonly Figure[]): string {
  const rows = [HEADINGS, ...figures.map((figure) => HEADINGS.map((heading) => figure[heading]))]
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  const [headings = [], ...body] = rows
  return [line(headings), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}
