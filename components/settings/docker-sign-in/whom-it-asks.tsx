import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import type { DockerSignIn } from './queries'

const ASKS: Readonly<
  Record<DockerSignIn['registryAsks'], { tone: 'ok' | 'warn' | 'info'; title: string; text: ReactNode }>
> = {
  assay: {
    tone: 'ok',
    title: 'The registry asks Assay who may do what.',
    text: 'Assay reads it without a stored password: it signs tokens for itself.',
  },
  another: {
    tone: 'warn',
    title: 'The registry asks somebody else.',
    text: 'It has a sign-in of its own. Grants of Assay do not reach it before its configuration names Assay.',
  },
  nobody: {
    tone: 'warn',
    title: 'The registry lets everybody in.',
    text: 'It asks for no sign-in at all. Put the configuration below in place and restart it.',
  },
  unknown: {
    tone: 'info',
    title: 'Whom the registry asks is not known yet.',
    text: 'It has not been probed since it was connected.',
  },
}

/** Whether the registry knows, as far as the last probe told. */
export function WhomItAsks({ signIn }: { signIn: DockerSignIn }) {
  const { tone, title, text } = ASKS[signIn.registryAsks]
  return (
    <Notice tone={tone} title={title}>
      {text}
    </Notice>
  )
}
