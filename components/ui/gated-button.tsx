'use client'

import { lazy, Suspense, useId } from 'react'
import { Button, type ButtonProps } from './button'

/** Most buttons may be used and need no tooltip. */
const Tooltip = lazy(() => import('./tooltip').then((module) => ({ default: module.Tooltip })))

interface GatedButtonProps extends ButtonProps {
  /** The answer of the server; when it says no, the button stays readable and says why. */
  can: { allowed: boolean; reason: string | null }
}

/** A button that knows whether it may be used, and tells why not on hover and on focus. */
export function GatedButton({ can, onClick, ...rest }: GatedButtonProps) {
  const id = useId()
  if (can.allowed) return <Button {...rest} {...(onClick && { onClick })} />

  const reason = can.reason ?? 'You may not do this.'
  return (
    <>
      <Suspense fallback={<Button {...rest} type="button" aria-disabled="true" aria-describedby={id} />}>
        <Tooltip label={reason}>
          <Button {...rest} type="button" aria-disabled="true" aria-describedby={id} />
        </Tooltip>
      </Suspense>
      <span id={id} hidden>
        {reason}
      </span>
    </>
  )
}
