import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import type { ReactElement } from 'react'
import { afterEach } from 'vitest'

/** Every address that was gone to, oldest first. */
interface InPage {
  readonly visited: readonly string[]
}

/** Draws a view as a page would, with Next's contexts and a query cache of its own. Ends with the test. */
export function renderInPage(view: ReactElement, { search = '' }: { search?: string } = {}): InPage {
  const visited: string[] = []
  const router: AppRouterInstance = {
    bfcacheId: 'test',
    push: (href) => visited.push(href),
    replace: (href) => visited.push(href),
    back: () => {},
    forward: () => {},
    refresh: () => {},
    prefetch: () => {},
  }
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  render(
    <AppRouterContext value={router}>
      <SearchParamsContext value={new URLSearchParams(search)}>
        <QueryClientProvider client={client}>{view}</QueryClientProvider>
      </SearchParamsContext>
    </AppRouterContext>,
  )
  return { visited }
}

/** Has the network answer by address until the test ends; everything else is a 404. */
export function answerWith(answers: Readonly<Record<string, { status: number; body: unknown }>>): void {
  const real = globalThis.fetch
  globalThis.fetch = async (input) => {
    const path = new URL(String(input), 'http://assay.test').pathname
    const { status, body } = answers[path] ?? { status: 404, body: {} }
    return new Response(JSON.stringify(body), { status })
  }
  afterwards.push(() => {
    globalThis.fetch = real
  })
}

const afterwards: (() => void)[] = []

afterEach(() => {
  cleanup()
  for (const undo of afterwards.splice(0)) undo()
})
