'use client'

import { Suspense, useId, useState } from 'react'
import { Button, type ButtonProps } from './button'
import { onDemand } from './on-demand'

/** Most buttons may be used and need no tooltip. */
const Tooltip = onDemand(() => import('./tooltip').then((module) => module.Tooltip))

interface GatedButtonProps extends ButtonProps {
  /** The answer of the server; when it says no, the button stays readable and says why. */
  can: { allowed: boolean; reason: string | null }
}

/** A button that knows whether it may be used, and tells why not on hover and on focus. */
export function GatedButton({ can, onClick, ...rest }: GatedButtonProps) {
  const id = useId()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  if (can.allowed) return <Button {...rest} {...(onClick && { onClick })} />

  const reason = can.reason ?? 'You may not do this.'
  const hide = () => setAnchor(null)
  return (
    <>
      <Button
        {...rest}
        type="button"
        aria-disabled="true"
        aria-describedby={id}
        onPointerEnter={(event) => setAnchor(event.currentTarget)}
        onFocus={(event) => setAnchor(event.currentTarget)}
        onPointerLeave={hide}
        onBlur={hide}
      />
      <span id={id} hidden>
        {reason}
      </span>
      {anchor && (
        <Suspense>
          <Tooltip anchor={anchor} onClose={hide} label={reason} />
        </Suspense>
      )}
    </>
  )
}
