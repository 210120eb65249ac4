import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runTasks, type Task } from './pool'

describe('runTasks', () => {
  it('runs everything, also what tasks add, and never more at once than it may', async () => {
    let running = 0
    let most = 0
    let done = 0
    const task =
      (depth: number): Task =>
      async (add) => {
        running += 1
        most = Math.max(most, running)
        await turn()
        if (depth > 0) for (let child = 0; child < 3; child += 1) add(task(depth - 1))
        running -= 1
        done += 1
      }
    await runTasks([task(3), task(3)], 4)
    expect(done).toBe(2 * (1 + 3 + 9 + 27))
    expect(most).toBe(4)
  })

  it('ends at once when there is nothing to do', async () => {
    await expect(runTasks([], 16)).resolves.toBeUndefined()
  })

  it('ends with the first failure', async () => {
    const failing: Task = async () => {
      throw new Error('refused')
    }
    await expect(runTasks([failing, async () => {}], 2)).rejects.toThrow('refused')
  })
})
