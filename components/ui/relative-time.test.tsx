// @vitest-environment happy-dom
import { screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { renderInPage } from '../testing/in-page'
import { RelativeTime } from './relative-time'

afterEach(() => {
  vi.useRealTimers()
})

it('never tells of what just happened as of something to come', () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const start = Date.now()
  renderInPage(<RelativeTime at={start - 60_000} />)
  vi.setSystemTime(start + 12_000)
  renderInPage(<RelativeTime at={start + 12_000} />)
  expect(screen.getByText('just now')).toBeTruthy()
})
