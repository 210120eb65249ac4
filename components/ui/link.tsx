import type { Route } from 'next'
import Link, { type LinkProps } from 'next/link'
import type { ComponentProps } from 'react'
import { LinkPending } from './link-pending'

type OwnProps = Omit<LinkProps<string>, 'href'>

export type AppLinkProps = OwnProps & Omit<ComponentProps<'a'>, 'href' | keyof OwnProps> & { href: string }

/** A link to a page of ours, or out to the web in a new window. Pages are quick to make: none is fetched ahead. */
export function AppLink({ href, children, ...rest }: AppLinkProps) {
  if (isInternal(href)) {
    return (
      <Link prefetch={false} {...rest} href={href}>
        {children}
        <LinkPending />
      </Link>
    )
  }

  const { className, title } = rest
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className={className} title={title}>
      {children}
    </a>
  )
}

/** For `onNavigate`: does something on this page instead of loading another. New tabs and windows are left alone. */
export function insteadOf(open: () => void): NonNullable<AppLinkProps['onNavigate']> {
  return (event) => {
    event.preventDefault()
    open()
  }
}

const NOWHERE = 'http://nowhere.invalid'

/**
 * Whether an address stays inside the console: a path, a query or an anchor. Asked of the URL parser, which
 * knows that `//host`, `/\host` and `/<tab>/host` all lead away.
 */
export function isInternal(href: string): href is Route {
  if (!/^[/?#]/.test(href) || !URL.canParse(href, NOWHERE)) return false
  return new URL(href, NOWHERE).origin === NOWHERE
}
