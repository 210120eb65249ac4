'use client'

import { useCallback, useEffect, useState } from 'react'
import { parseTheme, THEME_COOKIE, type Theme } from './theme'

const YEAR_SECONDS = 31_536_000

/** The chosen theme and the way to choose; the cookie lets the server paint it right at once. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>('system')
  useEffect(() => setTheme(parseTheme(document.documentElement.dataset.theme)), [])

  const choose = useCallback((next: Theme) => {
    setTheme(next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
    document.cookie = `${THEME_COOKIE}=${next}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`
  }, [])
  return [theme, choose]
}
