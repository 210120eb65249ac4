'use client'

import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/toast'
import { signOut } from '@/lib/api/client/session'

/** Signs out, for pages without the account menu. */
export function SignOutButton() {
  const [isPending, setPending] = useState(false)
  const leave = async () => {
    setPending(true)
    try {
      // A fresh page, so that nothing read before stays in memory.
      window.location.assign(await signOut())
    } catch {
      setPending(false)
      toast.failure('You are still signed in', { description: 'Assay could not be reached. Try again.' })
    }
  }
  return (
    <Button isPending={isPending} onClick={leave}>
      Sign out
    </Button>
  )
}
