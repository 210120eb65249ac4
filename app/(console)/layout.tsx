import type { ReactNode } from 'react'
import { registryQueries } from '@/components/settings/queries'
import { Live } from '@/components/shell/live/live'
import { OverlayProvider } from '@/components/shell/overlays'
import { Sidebar } from '@/components/shell/sidebar'
import { SkipLink } from '@/components/shell/skip-link'
import { TopBar } from '@/components/shell/top-bar'
import { ViewerProvider } from '@/components/shell/viewer'
import type { Context } from '@/lib/access/context'
import { can, canSomewhere } from '@/lib/access/rules/can'
import { Seed } from '@/lib/api/client/seed'
import { presentMe } from '@/lib/api/presenters/people'
import { presentRegistries } from '@/lib/api/presenters/registry'
import { currentMark } from '@/lib/changes/read-tail'
import { listRegistries } from '@/lib/connections/use-cases/list-registries'
import { pageContext } from '@/lib/server/page'
import { palettePlaces } from './places'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext()
  // Before anything the page shows is read.
  const after = await currentMark(ctx.db)
  const { id, name, role } = presentMe(ctx.actor)
  const mayReadAudit = can(ctx.actor, 'audit:read').allowed
  const mayReadGolden = can(ctx.actor, 'line:list').allowed
  const mayCleanUp = canSomewhere(ctx.actor, 'tag:delete')
  const registries = presentRegistries(await listVisible(ctx), {
    actor: ctx.actor,
    nowMs: ctx.clock.now(),
  })

  return (
    <Seed fill={(client) => client.setQueryData(registryQueries.list().queryKey, registries)}>
      <ViewerProvider
        viewer={{ id, name, role, mayReadAudit, mayReadGolden, mayCleanUp, places: palettePlaces(ctx.actor) }}
      >
        <OverlayProvider>
          <SkipLink />
          <Live after={after} />
          <div className="flex min-h-dvh">
            <aside className="sticky top-0 hidden h-dvh w-sidebar shrink-0 border-r border-line lg:block print:hidden!">
              <Sidebar />
            </aside>
            <div className="flex min-w-0 flex-1 flex-col">
              <TopBar />
              <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
                {children}
              </main>
            </div>
          </div>
        </OverlayProvider>
      </ViewerProvider>
    </Seed>
  )
}

/** Who was given nothing yet still has a page of their own. */
async function listVisible(ctx: Context) {
  return can(ctx.actor, 'registry:list').allowed ? listRegistries(ctx) : []
}
