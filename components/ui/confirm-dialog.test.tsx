// @vitest-environment happy-dom
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it } from 'vitest'
import { renderInPage } from '../testing/in-page'
import { ConfirmDialog } from './confirm-dialog'

function Removal({ onConfirm }: { onConfirm: () => void }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Remove…
      </button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Remove main?"
        typedText="main"
        actionLabel="Remove registry"
        onConfirm={onConfirm}
      >
        The index of it goes.
      </ConfirmDialog>
    </>
  )
}

async function ask() {
  let confirmed = 0
  renderInPage(<Removal onConfirm={() => confirmed++} />)
  await userEvent.click(screen.getByRole('button', { name: 'Remove…' }))
  const field = await screen.findByRole('textbox', { name: 'Type main to confirm' })
  return { field, confirmations: () => confirmed }
}

describe('a confirmation by typing', () => {
  it('does nothing before the whole name is written out, not even by Enter', async () => {
    const { field, confirmations } = await ask()

    await userEvent.type(field, 'mai{Enter}')
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Remove registry' })
    expect(button.disabled).toBe(true)
    expect(confirmations()).toBe(0)
  })

  it('acts once the name stands there', async () => {
    const { field, confirmations } = await ask()

    await userEvent.type(field, 'main')
    await userEvent.click(screen.getByRole('button', { name: 'Remove registry' }))
    expect(confirmations()).toBe(1)
  })

  it('forgets what was typed when it is closed', async () => {
    const { field } = await ask()

    await userEvent.type(field, 'main')
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await userEvent.click(screen.getByRole('button', { name: 'Remove…' }))
    expect((await screen.findByRole<HTMLInputElement>('textbox')).value).toBe('')
  })
})
