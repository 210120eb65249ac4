'use client'

import { CopyField } from '@/components/ui/copy-field'
import { Notice } from '@/components/ui/notice'
import { RelativeTime } from '@/components/ui/relative-time'

interface InvitationLinkProps {
  name: string
  link: string
  expiresAt: number
}

/** A one-time link, in the one moment it can be seen. */
export function InvitationLink({ name, link, expiresAt }: InvitationLinkProps) {
  return (
    <div className="flex flex-col gap-4 pb-2">
      <Notice tone="warn" title="This is the only time it is shown">
        Send it to {name} over a channel you trust: whoever opens it first sets the password. It works once
        and expires <RelativeTime at={expiresAt} />.
      </Notice>
      <CopyField text={link} what="link" />
    </div>
  )
}
