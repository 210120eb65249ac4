// @vitest-environment happy-dom
import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderInPage } from '../testing/in-page'
import { ByteSize } from './byte-size'
import { RelativeTime } from './relative-time'
import { StaleBadge } from './stale-badge'

describe('what is not known', () => {
  it('is called unknown where a size would stand', () => {
    renderInPage(<ByteSize bytes={null} />)
    expect(screen.getByText('unknown')).toBeTruthy()
  })

  it('is told apart from a size of nothing', () => {
    renderInPage(<ByteSize bytes={0} />)
    expect(screen.getByText('0 B')).toBeTruthy()
  })

  it('is called unknown where a date would stand', () => {
    renderInPage(<RelativeTime at={null} />)
    expect(screen.getByText('unknown')).toBeTruthy()
  })

  it('is never called fresh', () => {
    renderInPage(<StaleBadge syncedAt={null} isStale={false} />)
    expect(screen.getByText('Never synced')).toBeTruthy()
  })

  it('is marked when it may have changed since', () => {
    renderInPage(<StaleBadge syncedAt={Date.now() - 3_600_000} isStale />)
    expect(screen.getByText(/Stale, synced/).textContent).toContain('1h ago')
  })
})
