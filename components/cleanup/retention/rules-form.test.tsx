// @vitest-environment happy-dom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { renderInPage } from '../../testing/in-page'
import type { PolicyDocument } from './queries'
import { RulesForm } from './rules-form'

const rule = (name: string, team: string) => ({
  name,
  verb: 'delete' as const,
  repositories: [],
  match: { labels: { team } },
})

function Editor() {
  const [document, setDocument] = useState<PolicyDocument>({
    rules: [rule('First', 'red'), rule('Second', 'blue')],
    untaggedOlderThanDays: null,
    maxPercent: 20,
  })
  return <RulesForm document={document} issues={[]} onChange={setDocument} />
}

it('keeps with a rule what was typed into it when the rule before it is removed', async () => {
  renderInPage(<Editor />)
  const [first] = screen.getAllByRole('button', { name: /Remove/ })
  if (first === undefined) throw new Error('No rule can be removed.')
  await userEvent.click(first)
  expect(screen.queryByDisplayValue('First')).toBeNull()
  expect(screen.getByDisplayValue('Second')).toBeTruthy()
  expect(screen.getByDisplayValue('team=blue')).toBeTruthy()
})
