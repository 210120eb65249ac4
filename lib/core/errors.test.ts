import { expect, it, vi } from 'vitest'
import { AppError, NotFoundError, PROBLEM_STATUS, UpstreamError } from './errors'

it('takes its status from its code alone', () => {
  for (const [code, status] of Object.entries(PROBLEM_STATUS)) {
    expect(status, code).toBeGreaterThanOrEqual(400)
    expect(status, code).toBeLessThan(600)
  }
  expect(new UpstreamError('upstream-timeout', 'Too slow.').status).toBe(504)
})

it('never blames the caller for somebody else, nor somebody else for a caller', () => {
  for (const [code, status] of Object.entries(PROBLEM_STATUS)) {
    if (status === 502 || status === 504) expect(code).toMatch(/^(?:upstream|provider)-/)
    if (code.startsWith('upstream-')) expect(status, code).toBeGreaterThanOrEqual(502)
  }
})

it('says the same of what is absent and of what is not yours', () => {
  expect(new NotFoundError().detail).toBe(new NotFoundError().detail)
  expect(new NotFoundError()).toBeInstanceOf(AppError)
})

it('knows an error of another copy of this module, as each part of a built server has one', async () => {
  vi.resetModules()
  const other = await import('./errors')
  expect(other.AppError).not.toBe(AppError)
  expect(new other.UpstreamError('upstream-tls', 'No.')).toBeInstanceOf(AppError)
  expect(new UpstreamError('upstream-tls', 'No.')).not.toBeInstanceOf(NotFoundError)
  expect(new Error('upstream-tls')).not.toBeInstanceOf(AppError)
})
