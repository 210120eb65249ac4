'use client'

import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { GOLDEN, versionHref } from '../../shell/addresses'
import { PageFrame } from '../../shell/page-frame'
import { Button } from '../../ui/button'
import { ButtonLink } from '../../ui/button-link'
import { FailedState } from '../../ui/failed-state'
import { formatAbsolute } from '../../ui/format-time'
import { Panel } from '../../ui/panel'
import { Skeleton } from '../../ui/skeleton'
import { afterQueries, type Dossier } from '../after-queries'
import { DossierChain } from './dossier-chain'
import { DossierFacts } from './dossier-facts'
import { DossierFindings } from './dossier-findings'

/** Everything about a version for whoever has to answer for it: to read, to print, to keep. */
export function DossierView({ id }: { id: string }) {
  const query = useQuery(afterQueries.dossier(id))
  const { data, error } = query
  const title = data ? `${data.row.line.name} ${data.row.version.name}` : 'Dossier'
  return (
    <PageFrame
      title={title}
      width="narrow"
      crumbs={[
        { label: 'Golden', href: GOLDEN },
        { label: title, href: versionHref(id) },
        { label: 'Dossier' },
      ]}
      meta={data && <span>Made {formatAbsolute(data.madeAt)}</span>}
      actions={
        <span className="flex gap-2 print:hidden">
          <ButtonLink href={versionHref(id)}>The version</ButtonLink>
          <Button icon={<Printer className="size-4" />} onClick={() => window.print()}>
            Print
          </Button>
        </span>
      }
    >
      {data && <Sheets dossier={data} />}
      {!data && (
        <Panel>
          {error ? (
            <FailedState title="The dossier could not be made" query={query} />
          ) : (
            <Skeleton className="m-4 h-80" />
          )}
        </Panel>
      )}
    </PageFrame>
  )
}

function Sheets({ dossier }: { dossier: Dossier }) {
  return (
    <>
      <DossierFacts dossier={dossier} />
      <DossierFindings dossier={dossier} />
      <DossierChain dossier={dossier} />
    </>
  )
}
