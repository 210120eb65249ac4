import { beforeEach, describe, expect, it } from 'vitest'
import { type ProblemCode, UpstreamError } from '@/lib/core/errors'
import { Circuit } from './circuit'

let nowMs: number
let asked: number
let circuit: Circuit
beforeEach(() => {
  nowMs = 0
  asked = 0
  circuit = new Circuit(() => nowMs)
})

const failing = (code: ProblemCode, facts = {}) =>
  circuit
    .run(async () => {
      asked += 1
      throw new UpstreamError(code, 'no', { facts })
    })
    .catch((error: unknown) => error)
const working = () =>
  circuit.run(async () => {
    asked += 1
    return 'answer'
  })
async function failTimes(times: number, code: ProblemCode = 'upstream-unreachable', facts = {}) {
  for (let time = 0; time < times; time += 1) await failing(code, facts)
}

describe('the circuit of a registry', () => {
  it('opens after five failures in a row and then asks nothing for 30 seconds', async () => {
    await failTimes(5)
    expect(circuit.state).toBe('open')
    const refused = await failing('upstream-unreachable')
    expect(refused).toMatchObject({ code: 'upstream-unreachable', retryAfterSeconds: 30 })
    expect(asked).toBe(5)
  })

  it('lets one request through after that, and closes when it succeeds', async () => {
    await failTimes(5)
    nowMs = 30_000
    expect(circuit.state).toBe('half-open')
    const [first, second] = await Promise.allSettled([working(), working()])
    expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
    expect(circuit.state).toBe('closed')
    expect(await working()).toBe('answer')
  })

  it('opens again when that one fails', async () => {
    await failTimes(5)
    nowMs = 30_000
    await failing('upstream-timeout')
    expect(circuit.state).toBe('open')
    expect(asked).toBe(6)
  })

  it('counts only failures in a row', async () => {
    await failTimes(4)
    await working()
    await failTimes(4)
    expect(circuit.state).toBe('closed')
  })

  it.each<[ProblemCode, object]>([
    ['upstream-error', { status: 500 }],
    ['upstream-auth', {}],
    ['upstream-rate-limited', {}],
    ['upstream-invalid', {}],
  ])('is not opened by %s %j, which the registry itself answered', async (code, facts) => {
    await failTimes(9, code, facts)
    expect(circuit.state).toBe('closed')
  })

  it('is opened by a gateway whose registry is away', async () => {
    await failTimes(5, 'upstream-error', { status: 502 })
    expect(circuit.state).toBe('open')
  })

  it('lets the next one try when the one that tried was called off', async () => {
    await failTimes(5)
    nowMs = 30_000
    await circuit.run(async () => Promise.reject(new Error('called off'))).catch(() => undefined)
    expect(await working()).toBe('answer')
  })
})
