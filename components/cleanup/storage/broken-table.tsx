'use client'

import { manifestHref, repositoryHref, tagHref } from '../../shell/addresses'
import { ByteSize } from '../../ui/byte-size'
import { DataTable } from '../../ui/data-table'
import { DigestText } from '../../ui/digest-text'
import { GatedButton } from '../../ui/gated-button'
import { AppLink } from '../../ui/link'
import type { BrokenManifest } from './queries'
import { useRepair } from './use-garbage-actions'

/** Tagged manifests that cannot be pulled whole, what of them is gone, and what helps. */
export function BrokenTable({ registry, broken }: { registry: string; broken: readonly BrokenManifest[] }) {
  const repair = useRepair(registry)
  return (
    <DataTable label="What is missing" isDense>
      <thead>
        <tr>
          <th>Tag</th>
          <th>Missing</th>
          <th className="w-64">What helps</th>
        </tr>
      </thead>
      <tbody>
        {broken.map((item) => (
          <tr key={`${item.repository} ${item.digest}`} className="align-top">
            <td className="clip">
              <AppLink
                href={repositoryHref(registry, item.repository)}
                title={item.repository}
                className="block truncate text-muted hover:underline"
              >
                {item.repository}
              </AppLink>
              <span className="flex flex-wrap gap-x-2">
                {item.tags.map((tag) => (
                  <AppLink
                    key={tag}
                    href={tagHref(registry, item.repository, tag)}
                    title={tag}
                    className="max-w-full truncate font-medium hover:underline"
                  >
                    {tag}
                  </AppLink>
                ))}
              </span>
              <DigestText digest={item.digest} href={manifestHref(registry, item.repository, item.digest)} />
            </td>
            <td>
              <ul>
                {item.missing.map((part) => (
                  <li key={part.digest} className="flex flex-wrap items-center gap-x-2">
                    <span className="w-16 text-muted">{part.kind}</span>
                    <DigestText digest={part.digest} />
                    <ByteSize bytes={part.sizeBytes} />
                    {part.platform !== null && <span className="text-muted">{part.platform}</span>}
                  </li>
                ))}
              </ul>
            </td>
            <td>
              {item.remedy === 'repair' ? (
                <GatedButton
                  size="sm"
                  can={item.can.repair}
                  isPending={repair.isPending && repair.variables?.digest === item.digest}
                  onClick={() => repair.mutate(item)}
                >
                  Put manifests back
                </GatedButton>
              ) : (
                <p className="text-muted">
                  Push the image again from where it was built. Layers are not kept here.
                </p>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
