// @vitest-environment happy-dom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { renderInPage } from '../../testing/in-page'
import { buildNamespaceTree } from './namespace-tree'
import { NamespaceTreeView } from './namespace-tree-view'

const NODES = buildNamespaceTree([
  { namespace: 'payments', repositories: 3, tags: 3 },
  { namespace: 'payments/batch', repositories: 2, tags: 2 },
  { namespace: 'tools', repositories: 1, tags: 1 },
])

// Without a layout every element is 0 px high, and a list of rows in sight would hold none.

Object.defineProperty(Object.getPrototypeOf(document.createElement('div')), 'clientHeight', {
  configurable: true,
  value: 640,
})

function Tree() {
  const [selected, setSelected] = useState<string | null>(null)
  return <NamespaceTreeView nodes={NODES} selected={selected} onSelect={setSelected} />
}

const item = (name: string) => screen.getByRole('treeitem', { name: new RegExp(`^${name}`) })

describe('the tree of namespaces by keyboard', () => {
  it('is one stop of the Tab key', async () => {
    renderInPage(<Tree />)

    await userEvent.tab()
    expect(document.activeElement).toBe(item('payments'))
    await userEvent.tab()
    expect(document.activeElement).toBe(document.body)
  })

  it('opens with the right arrow, steps in, and folds with the left', async () => {
    renderInPage(<Tree />)
    await userEvent.tab()

    await userEvent.keyboard('{ArrowRight}')
    expect(item('payments').getAttribute('aria-expanded')).toBe('true')
    await userEvent.keyboard('{ArrowRight}')
    expect(document.activeElement).toBe(item('batch'))
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
    expect(item('payments').getAttribute('aria-expanded')).toBe('false')
    expect(screen.queryByRole('treeitem', { name: /^batch/ })).toBeNull()
  })

  it('moves by the arrows and chooses with Enter, a second time gives the choice up', async () => {
    renderInPage(<Tree />)
    await userEvent.tab()

    await userEvent.keyboard('{ArrowDown}{Enter}')
    expect(item('tools').getAttribute('aria-selected')).toBe('true')
    await userEvent.keyboard('{Enter}')
    expect(item('tools').getAttribute('aria-selected')).toBe('false')
  })
})
