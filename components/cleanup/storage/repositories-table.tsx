'use client'

import { ByteSize } from '../../ui/byte-size'
import { DataTable } from '../../ui/data-table'
import { Panel, PanelHeader } from '../../ui/panel'
import { SizeBar } from '../../ui/size-bar'
import type { Garbage } from './queries'

interface GarbageRepositoriesProps {
  garbage: Garbage
  /** '' for none. */
  chosen: string
  onChoose: (repository: string) => void
}

/** What each repository could free by itself; a press narrows the list below to it. */
export function GarbageRepositories({ garbage, chosen, onChoose }: GarbageRepositoriesProps) {
  const { repositories } = garbage
  if (repositories.length === 0) return null
  const most = Math.max(...repositories.map(({ reclaimableBytes }) => reclaimableBytes ?? 0))
  return (
    <Panel aria-label="By repository">
      <PanelHeader
        title="By repository"
        description="What a repository frees by itself. Layers that only several together let go of are in the total alone."
      />
      <div className="max-h-80 overflow-y-auto">
        <DataTable label="Reclaimable by repository" isDense>
          <thead>
            <tr>
              <th>Repository</th>
              <th className="num">Dangling</th>
              <th className="num max-sm:hidden">Undecided</th>
              <th className="num">Reclaimable</th>
              <th className="w-32 max-md:hidden">
                <span className="sr-only">Reclaimable, beside the others</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {repositories.map((row) => (
              <tr key={row.repository}>
                <td className="clip w-full">
                  <button
                    type="button"
                    aria-pressed={row.repository === chosen}
                    title={row.repository}
                    onClick={() => onChoose(row.repository === chosen ? '' : row.repository)}
                    className="max-w-full truncate text-left font-medium hover:underline aria-pressed:text-link"
                  >
                    {row.repository}
                  </button>
                </td>
                <td className="num">{row.manifests.toLocaleString('en')}</td>
                <td
                  className="num max-sm:hidden"
                  title={row.unread > 0 ? `${row.unread} tags or indexes could not be read` : undefined}
                >
                  {row.undecidedManifests.toLocaleString('en')}
                </td>
                <td className="num">
                  <ByteSize bytes={row.manifests === 0 ? null : row.reclaimableBytes} />
                </td>
                <td className="max-md:hidden">
                  <SizeBar value={row.reclaimableBytes ?? 0} max={most} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
    </Panel>
  )
}
