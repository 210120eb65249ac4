import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Undoes what a run that is interrupted would leave behind: processes and temporary directories. */
const steps = new Set<() => void>()

process.once('exit', () => {
  for (const step of [...steps].reverse()) {
    try {
      step()
    } catch (error) {
      console.error('While cleaning up:', error)
    }
  }
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

/** Does a thing when this process ends; answers how to take it back. */
export function atExit(step: () => void): () => void {
  steps.add(step)
  return () => steps.delete(step)
}

/** A new directory that is gone when this process is, whatever ends it. */
export function temporaryDirectory(prefix: string): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), prefix))
  // A process that was just killed may still hold a file open for writing.
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  const forget = atExit(remove)
  return {
    path,
    remove: () => {
      remove()
      forget()
    },
  }
}
