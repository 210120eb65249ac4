import { setTimeout as sleep } from 'node:timers/promises'

const EVERY_MS = 25
const PATIENCE_MS = 20_000

/** Asks again and again until the answer is something; what is thrown counts as nothing. @throws Error after 20 s */
export async function until<T>(ask: () => Promise<T>, patienceMs = PATIENCE_MS): Promise<NonNullable<T>> {
  let last: unknown
  for (const startedAt = Date.now(); Date.now() - startedAt < patienceMs; await sleep(EVERY_MS)) {
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      last = error
    }
  }
  throw new Error('What was waited for did not come.', { cause: last })
}
