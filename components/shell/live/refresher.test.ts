import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { concernOf } from './concerns'
import { Refresher } from './refresher'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function world(path: string) {
  const client = new QueryClient()
  const asked: string[] = []
  const invalidate = client.invalidateQueries.bind(client)
  client.invalidateQueries = async (filters) => {
    asked.push(JSON.stringify(filters?.queryKey))
    await invalidate(filters)
  }
  let drawn = 0
  const refreshPage = () => {
    drawn += 1
  }
  const refresher = new Refresher({ client, refreshPage, path: () => path })
  return { refresher, asked, drawn: () => drawn }
}

const job = concernOf({ topic: 'job', job: 'job_1', what: ['progress'] })
const repository = concernOf({ topic: 'repository', registry: 'main', repository: 'app', what: ['tags'] })

test('reads again at once, and what comes within a second after that together', async () => {
  const { refresher, asked } = world('/')
  refresher.add(job)
  expect(asked).toHaveLength(2)
  for (let round = 0; round < 20; round += 1) refresher.add(job)
  expect(asked).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1_100)
  expect(asked).toHaveLength(4)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toHaveLength(4)
})

test('draws a page anew only where it shows what changed, and not faster than one can look', async () => {
  const elsewhere = world('/activity')
  elsewhere.refresher.add(repository)
  expect(elsewhere.drawn()).toBe(0)

  const there = world('/registries/main/repositories/app')
  for (let round = 0; round < 5; round += 1) there.refresher.add(repository)
  expect(there.drawn()).toBe(1)
  await vi.advanceTimersByTimeAsync(2_600)
  expect(there.drawn()).toBe(2)
})
