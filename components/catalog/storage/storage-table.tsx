'use client'
import { Boxes, Folder } from 'lucide-react'
import { useState } from 'react'
import { repositoryHref, storageHref } from '@/components/shell/addresses'
import { ByteSize } from '../../ui/byte-size'
import { DataTable, SortHeader } from '../../ui/data-table'
import { AppLink, insteadOf } from '../../ui/link'
import type { Storage } from '../queries'
import { sortStorage } from './sort-storage'
import { StorageBar } from './storage-bar'
import { labelOf } from './tiles'

interface StorageTableProps {
  storage: Storage
  /** Called instead of following a plain click on a namespace. */
  onOpenNamespace: (namespace: string) => void
}

/** The same as the treemap, as rows. */
export function StorageTable({ storage, onOpenNamespace }: StorageTableProps) {
  const [sort, setSort] = useState(storage.by === 'unique' ? '-unique' : '-total')
  const { registry, namespace, by, items, rest } = storage
  const head = { sort, onSort: setSort }
  return (
    <DataTable label="Storage by namespace and repository" isDense>
      <thead>
        <tr>
          <SortHeader sortKey="name" {...head}>
            Name
          </SortHeader>
          <SortHeader sortKey="total" {...head} className="num">
            Total
          </SortHeader>
          <SortHeader sortKey="unique" {...head} className="num">
            Unique
          </SortHeader>
          <SortHeader sortKey="shared" {...head} className="num max-sm:hidden">
            Shared
          </SortHeader>
          <th className="w-40 max-lg:hidden">
            <span className="sr-only">Part that is unique</span>
          </th>
          <SortHeader sortKey="repositories" {...head} className="num max-md:hidden">
            Repositories
          </SortHeader>
          <SortHeader sortKey="tags" {...head} className="num max-md:hidden">
            Tags
          </SortHeader>
        </tr>
      </thead>
      <tbody>
        {sortStorage(items, sort).map((item) => (
          <tr key={`${item.kind} ${item.path}`}>
            <td className="clip w-full">
              <span className="flex min-w-0 items-center gap-2">
                <Icon kind={item.kind} />
                {item.kind === 'namespace' ? (
                  <AppLink
                    href={storageHref(registry, { namespace: item.path, by })}
                    title={item.path}
                    onNavigate={insteadOf(() => onOpenNamespace(item.path))}
                    className="truncate font-medium hover:underline"
                  >
                    {labelOf(item.path, namespace)}/
                  </AppLink>
                ) : (
                  <AppLink
                    href={repositoryHref(registry, item.path)}
                    title={item.path}
                    className="truncate font-medium hover:underline"
                  >
                    {labelOf(item.path, namespace)}
                  </AppLink>
                )}
              </span>
            </td>
            <td className="num">
              <ByteSize bytes={item.totalBytes} />
            </td>
            <td className="num">
              <ByteSize bytes={item.uniqueBytes} />
            </td>
            <td className="num max-sm:hidden">
              <ByteSize bytes={item.sharedBytes} />
            </td>
            <td className="max-lg:hidden">
              <StorageBar totalBytes={item.totalBytes} uniqueBytes={item.uniqueBytes} />
            </td>
            <td className="num max-md:hidden">{item.repositories.toLocaleString('en')}</td>
            <td className="num max-md:hidden">{item.tags.toLocaleString('en')}</td>
          </tr>
        ))}
        {rest && (
          <tr>
            <td colSpan={7} className="text-muted">
              and {rest.count.toLocaleString('en')} smaller ones
            </td>
          </tr>
        )}
      </tbody>
    </DataTable>
  )
}

function Icon({ kind }: { kind: 'namespace' | 'repository' }) {
  const Sign = kind === 'namespace' ? Folder : Boxes
  return (
    <>
      <Sign aria-hidden="true" className="size-4 shrink-0 text-faint" />
      <span className="sr-only">{kind}</span>
    </>
  )
}
