// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { answerWith, renderInPage } from '../../testing/in-page'
import type { Tag } from '../queries'
import { TagTable } from './tag-table'

const MAY = { allowed: true, reason: null }

const PATH = '/api/v1/registries/main/repositories/team~app/tags'
const NOW = Date.UTC(2026, 5, 1)
const TAG: Tag = {
  name: '1.2.3',
  digest: `sha256:${'a'.repeat(64)}`,
  problem: null,
  kind: 'image',
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  artifactType: null,
  totalBytes: 1_000_000,
  createdAt: NOW,
  pushedAfter: null,
  pushedBefore: NOW,
  platforms: ['linux/amd64'],
  siblings: 0,
  golden: [],
  missingParts: 0,
  pulls: null,
  pulledAt: null,
  lastSeenAt: NOW,
}
const UNREADABLE: Tag = {
  ...TAG,
  name: 'lying',
  digest: null,
  problem: { code: 'upstream-digest-mismatch', message: 'The registry sent other bytes.' },
  kind: 'unknown',
  totalBytes: null,
  createdAt: null,
  platforms: [],
}

function show(
  tags: readonly Tag[],
  { search = '', syncedAt = NOW }: { search?: string; syncedAt?: number | null } = {},
) {
  answerWith({
    [PATH]: {
      status: 200,
      body: { items: tags, nextCursor: null, total: tags.length, syncedAt, isStale: false },
    },
  })
  return renderInPage(
    <TagTable
      registry="main"
      registryUrl="https://registry.test"
      repository="team/app"
      platforms={['linux/amd64']}
      tagCount={tags.length}
      syncedAt={syncedAt}
      can={{ delete: MAY, retag: MAY, pull: MAY }}
    />,
    { search },
  )
}

describe('the table of tags', () => {
  it('shows a tag with its short digest, and opens it with Enter', async () => {
    const { visited } = show([TAG])

    const row = (await screen.findByRole('link', { name: '1.2.3' })).closest('tr')
    expect(row?.textContent).toContain('a'.repeat(12))
    await userEvent.keyboard('j{Enter}')
    expect(visited).toEqual(['/registries/main/repositories/team~app/tags/1.2.3'])
  })

  it('says unknown of a tag that could not be read, never 0 and never none', async () => {
    show([UNREADABLE])

    const row = (await screen.findByRole('link', { name: 'lying' })).closest('tr')
    if (row === null) throw new Error('The link stands outside of a row.')
    expect(within(row).getByText('unreadable')).toBeTruthy()
    expect(within(row).getAllByText('unknown').length).toBeGreaterThanOrEqual(4)
    expect(row.textContent).not.toMatch(/\b0 B\b|none/)
  })

  it('tells a repository without tags from one that was never read', async () => {
    show([])
    expect(await screen.findByText('No tags')).toBeTruthy()
  })

  it('does not call a repository empty that was never compared', async () => {
    show([], { syncedAt: null })
    expect(await screen.findByText('Not compared with the registry yet')).toBeTruthy()
  })

  it('offers to clear a filter that nothing fits, and takes it out of the address', async () => {
    window.history.replaceState(null, '', '/?q=zzz&sort=size')
    show([], { search: 'q=zzz&sort=size' })

    await userEvent.click(await screen.findByRole('button', { name: 'Clear the filter' }))
    expect(window.location.search).toBe('?sort=size')
  })

  it('says why it failed and asks again when told to', async () => {
    answerWith({ [PATH]: { status: 500, body: { code: 'internal', detail: 'The index is broken.' } } })
    renderInPage(
      <TagTable
        registry="main"
        registryUrl="https://registry.test"
        repository="team/app"
        platforms={[]}
        tagCount={1}
        syncedAt={NOW}
        can={{ delete: MAY, retag: MAY, pull: MAY }}
      />,
    )

    expect(await screen.findByText('The tags could not be loaded')).toBeTruthy()
    expect(screen.getByRole('status').textContent).toBe('')
    answerWith({
      [PATH]: {
        status: 200,
        body: { items: [TAG], nextCursor: null, total: 1, syncedAt: NOW, isStale: false },
      },
    })
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('link', { name: '1.2.3' })).toBeTruthy()
  })
})
