// @vitest-environment happy-dom
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { explainState } from '../access/explain/explain-state'
import { DeleteAllButton } from '../cleanup/delete-all-button'
import { renderInPage } from '../testing/in-page'
import { ViewerProvider } from './viewer'

const viewer = {
  id: 'usr_ann',
  name: 'ann',
  role: 'member',
  mayReadAudit: false,
  mayReadGolden: false,
  mayCleanUp: false,
  places: [],
}

function draw(can: { allowed: boolean; reason: string | null }) {
  renderInPage(
    <ViewerProvider viewer={viewer}>
      <DeleteAllButton registry="main" repository="team~app" can={can} />
    </ViewerProvider>,
  )
}

it('leads from a button that somebody may not use to the question why, asked about them and this place', () => {
  draw({ allowed: false, reason: 'It takes a maintainer.' })
  const link = screen.getByRole('link', { name: 'Why? You may not delete the tags of this repository.' })
  const { pathname, searchParams } = new URL(link.getAttribute('href') ?? '', 'http://localhost')
  expect(pathname).toBe('/access/explain')
  expect(explainState.read(searchParams)).toEqual({
    actor: 'usr_ann',
    action: 'tag:delete',
    registry: 'main',
    path: 'team/app',
  })
})

it('asks nothing where somebody may', () => {
  draw({ allowed: true, reason: null })
  expect(screen.queryByRole('link')).toBeNull()
})
