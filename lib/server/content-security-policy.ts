import 'server-only'

export interface PolicyOptions {
  readonly nonce: string
  /** Development evaluates code for readable stacks and injects styles. */
  readonly isDevelopment: boolean
}

/** Scripts run by nonce and what those load; nothing is framed, nothing is fetched from elsewhere. */
export function contentSecurityPolicy({ nonce, isDevelopment }: PolicyOptions): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    isDevelopment ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    // Rendered pages carry style attributes: widths of bars, heights of virtual rows.
    `style-src-attr 'unsafe-inline'`,
    `script-src-attr 'none'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}
