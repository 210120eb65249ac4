import { stopCommands } from './commands.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Keeps what has to be undone and undoes it once, last first: at the end, on a signal and on a failure.
 * A step that fails does not keep the others from being done.
 */
export function createCleanup() {
  const steps = []
  let running

  const cleanUp = () => {
    running ??= (async () => {
      stopCommands()
      for (const step of steps.reverse()) {
        await Promise.resolve()
          .then(step)
          .catch((error) => console.error(`While stopping: ${error.message}`))
      }
    })()
    return running
  }

  for (const signal of SIGNALS) {
    process.on(signal, () => {
      cleanUp().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
    })
  }
  return { add: (step) => steps.push(step), cleanUp }
}
