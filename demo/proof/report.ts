/** Something that was looked at and is not as it was pushed. */
export class NotAsPushedError extends Error {}

export interface Report {
  /** Runs one look at the product and prints what was seen, or what was wrong. Never throws. */
  see(what: string, look: () => Promise<string>): Promise<void>
  readonly passed: number
  readonly failed: number
}

export function createReport(print: (line: string) => void): Report {
  const counts = { passed: 0, failed: 0 }
  return {
    see: async (what, look) => {
      try {
        print(`  ✓ ${what}: ${await look()}`)
        counts.passed += 1
      } catch (error) {
        print(`  ✗ ${what}: ${error instanceof Error ? error.message : String(error)}`)
        counts.failed += 1
      }
    },
    get passed() {
      return counts.passed
    },
    get failed() {
      return counts.failed
    },
  }
}

/** @throws NotAsPushedError naming both where they differ. */
export function expectSame(what: string, seen: unknown, pushed: unknown): void {
  const [left, right] = [JSON.stringify(seen), JSON.stringify(pushed)]
  if (left === right) return
  throw new NotAsPushedError(`${what} shown as ${shorten(left)}, pushed as ${shorten(right)}`)
}

function shorten(text: string | undefined): string {
  const given = text ?? 'nothing'
  return given.length > 300 ? `${given.slice(0, 300)}…` : given
}
