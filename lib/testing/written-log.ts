import type { Log } from '@/lib/core/log'

/** A log, and every line that is written to it. */
export function writtenLog(): { readonly log: Log; readonly lines: readonly unknown[] } {
  const lines: unknown[] = []
  const write = (facts: unknown, message: string) => void lines.push([facts, message])
  return { lines, log: { debug: write, info: write, warn: write, error: write } }
}
