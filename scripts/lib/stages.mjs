import { say, since } from './say.mjs'
import { addTallies, FAILED } from './tally.mjs'

/** One part of a test run: a name, and work that answers a tally. Work that throws counts as one failure. */
export async function runStages(stages) {
  const results = []
  for (const { name, work, needs } of stages) {
    say(`\n── ${name}`)
    const broken = needs?.find((other) =>
      results.some((result) => result.name === other && result.tally.failed > 0),
    )
    const startedAt = Date.now()
    const tally = broken ? skippedFor(name, broken) : await attempt(work)
    results.push({ name, tally, took: since(startedAt) })
  }
  return results
}

function skippedFor(name, broken) {
  say(`${name} cannot run because ${broken} failed`)
  return FAILED
}

async function attempt(work) {
  try {
    return await work()
  } catch (error) {
    say(`✗ ${error.message}`)
    if (error.output) say(error.output)
    return FAILED
  }
}

/** Prints a table of the stages, what failed and, as the last line of all, the counts. Answers the exit code. */
export function summarize(results) {
  const width = Math.max(...results.map(({ name }) => name.length))
  say('')
  for (const { name, tally, took } of results) {
    const mark = tally.failed === 0 ? '✓' : '✗'
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
    say(
      `${mark} ${name.padEnd(width)}  ${took.padStart(8)}  ${tally.passed} passed, ${tally.failed} failed${skipped}`,
    )
  }
  const total = addTallies(results.map(({ tally }) => tally))
  for (const failure of total.failures) say(`✗ ${failure}`)
  say(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
}
