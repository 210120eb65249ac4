import { describe, expect, it } from 'vitest'
import { searchableLabels } from './labels'

describe('labels for search', () => {
  it('are few and short, whatever a config holds', () => {
    const labels = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`l${at}`.repeat(100), '💥'.repeat(5000)]),
    )
    const kept = searchableLabels(labels)
    expect(kept).toHaveLength(64)
    for (const { name, value } of kept) {
      expect([...name].length).toBeLessThanOrEqual(128)
      expect([...value].length).toBeLessThanOrEqual(256)
    }
  })
})
