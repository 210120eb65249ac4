'use client'
import { Download } from 'lucide-react'
import { IconButton } from '../../ui/icon-button'

interface DownloadButtonProps {
  text: string
  mediaType: string
  fileName: string
  what: string
}

/** Keeps a text as a file, byte for byte. */
export function DownloadButton({ text, mediaType, fileName, what }: DownloadButtonProps) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([text], { type: mediaType }))
    const link = document.createElement('a')
    link.href = address
    link.download = fileName
    link.click()
    URL.revokeObjectURL(address)
  }
  return (
    <IconButton label={`Download ${what}`} onClick={save}>
      <Download />
    </IconButton>
  )
}
