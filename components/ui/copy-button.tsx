'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from './icon-button'
import { toast } from './toast'

interface CopyButtonProps {
  text: string
  /** What is copied: “digest”, “pull command”. */
  what: string
  size?: 'sm' | 'md'
  /** -1 where a table's roving focus decides what Tab reaches. */
  tabIndex?: number
  className?: string
}

export function CopyButton({ text, what, size = 'sm', tabIndex, className }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [isCopied])

  const copy = async () => {
    setCopied(await copyText(text, what))
  }

  return (
    <IconButton
      label={isCopied ? 'Copied' : `Copy ${what}`}
      size={size}
      onClick={copy}
      {...(tabIndex !== undefined && { tabIndex })}
      {...(className && { className })}
      {...(tabIndex !== undefined && { tabIndex })}
    >
      {isCopied ? <Check className="text-ok" /> : <Copy />}
      <span role="status" className="sr-only">
        {isCopied && `Copied ${what}`}
      </span>
    </IconButton>
  )
}

/** Puts text on the clipboard; says so when the browser does not let us. */
export async function copyText(text: string, what: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    toast.failure(`Could not copy the ${what}`, {
      description: 'The browser refused. It needs https or localhost; select the text instead.',
    })
    return false
  }
}
