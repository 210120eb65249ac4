/** Work that may add work; the newest first, so that little waits. */
export type Task = (add: (task: Task) => void) => Promise<void>

/** Runs tasks, and those they add, a bounded number at a time. Ends with the first failure. */
export async function runTasks(first: readonly Task[], concurrency: number): Promise<void> {
  const waiting = [...first]
  let running = 0
  await new Promise<void>((resolve, reject) => {
    const start = () => {
      while (running < concurrency) {
        const task = waiting.pop()
        if (task === undefined) break
        running += 1
        task((added) => waiting.push(added)).then(finish, reject)
      }
      if (running === 0) resolve()
    }
    const finish = () => {
      running -= 1
      start()
    }
    start()
  })
}
