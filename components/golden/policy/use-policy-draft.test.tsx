// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { PolicyDraft } from './policy-draft'
import { usePolicyDraft } from './use-policy-draft'

const BEFORE: PolicyDraft = {
  requirements: [],
  approvalsMin: 2,
  approverGroups: [],
  validityDays: 90,
  graceDays: 14,
  waiverDaysMax: 30,
  platforms: [],
}

it('keeps text that cannot be read in sight, and lets nothing stand in for it', () => {
  const { result } = renderHook(() => usePolicyDraft(BEFORE))
  act(() => result.current.show('text'))
  const wrong = result.current.text.replace('"approvalsMin": 2', '"approvalsMin": "two"')
  act(() => result.current.write(wrong))
  expect(result.current.fault).toBe('approvalsMin is a number.')

  act(() => result.current.show('form'))
  expect(result.current).toMatchObject({ view: 'text', text: wrong })

  act(() => result.current.write(wrong.replace('"two"', '3')))
  expect(result.current.fault).toBeUndefined()
  act(() => result.current.show('form'))
  expect(result.current).toMatchObject({ view: 'form', draft: { approvalsMin: 3 } })
})
