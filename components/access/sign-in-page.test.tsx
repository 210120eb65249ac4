// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { RefusalNotice } from './refusal-notice'
import { SignInPage } from './sign-in-page'

afterEach(cleanup)

const show = (oidc: string | null, ldap: string | null, initialError: string | null = null) =>
  render(<SignInPage target="/" initialError={initialError} offered={{ oidc, ldap }} />)
const buttons = () => screen.getAllByRole('button').map((button) => button.textContent)

describe('the sign-in page', () => {
  it('is one form where nothing else is set', () => {
    show(null, null)
    expect(buttons()).toEqual(['Sign in'])
    expect(screen.queryByRole('radiogroup')).toBeNull()
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
  })

  it('leads with the provider where there is one', () => {
    show('Example ID', null)
    expect(buttons()).toEqual(['Continue with Example ID', 'Sign in'])
  })

  it('says whose name and password it asks for, and lets it be changed by keyboard', async () => {
    show('Example ID', 'Directory')
    expect(buttons()).toEqual(['Continue with Example ID', 'Sign in with Directory'])
    screen.getByRole('radio', { name: 'Directory' }).focus()
    await userEvent.click(screen.getByRole('radio', { name: 'Assay account' }))
    expect(buttons()).toEqual(['Continue with Example ID', 'Sign in'])
  })

  it('says a code that came by address in words of ours only', () => {
    show(null, null, '<b>mine</b>')
    expect(screen.getByRole('alert').textContent).toBe('Signing in did not work. Try again.')
  })
})

it('says how long there is to wait', async () => {
  render(<RefusalNotice refusal={{ code: 'too-many-attempts', retryAfterSeconds: 845 }} />)
  expect(await screen.findByText('14 min 05 s')).toBeDefined()
})
