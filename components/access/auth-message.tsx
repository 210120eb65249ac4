import type { ReactNode } from 'react'

interface AuthMessageProps {
  title: string
  children: ReactNode
  action?: ReactNode
}

/** What a signed-out page says when it has no form to show. */
export function AuthMessage({ title, children, action }: AuthMessageProps) {
  return (
    <div className="flex flex-col items-start gap-2">
      <h1 className="text-lg font-semibold">{title}</h1>
      <p className="text-muted">{children}</p>
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
