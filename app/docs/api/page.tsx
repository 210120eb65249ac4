import type { Metadata } from 'next'
import { openApiDocument } from '@/lib/api/document'
import { fieldsOf } from '@/lib/api/schema-text'
import { publicOrigin } from '@/lib/server/public-origin'
import { FieldTable } from './field-table'
import { Introduction } from './introduction'
import { type Located, OperationSection } from './operation-section'
import { TableOfContents } from './table-of-contents'

export const metadata: Metadata = { title: 'API' }
export const dynamic = 'force-dynamic'

/** The reference of the API, rendered from the same document that `/api/openapi.json` serves. */
export default function ApiReferencePage() {
  const { info, paths, components } = openApiDocument()
  const origin = publicOrigin()
  const groups = groupByTag(paths)
  return (
    <div className="mx-auto flex max-w-6xl gap-10 px-4 py-8 sm:px-6">
      <TableOfContents groups={groups} />
      <main className="min-w-0 flex-1">
        <Introduction version={info.version} description={info.description} origin={origin} />
        {groups.map(([tag, operations]) => (
          <section key={tag} aria-labelledby={`tag-${tag}`} className="mt-10">
            <h2 id={`tag-${tag}`} className="mb-3 text-lg font-semibold">
              {tag}
            </h2>
            {operations.map((located) => (
              <OperationSection key={located.operation.operationId} origin={origin} {...located} />
            ))}
          </section>
        ))}
        <h2 className="mt-10 text-lg font-semibold">Shapes</h2>
        {Object.entries(components.schemas).map(([name, schema]) => (
          <section key={name} id={name} className="scroll-mt-6 pt-4">
            <FieldTable title={name} fields={fieldsOf(schema)} />
          </section>
        ))}
      </main>
    </div>
  )
}

function groupByTag(
  paths: ReturnType<typeof openApiDocument>['paths'],
): readonly (readonly [string, Located[]])[] {
  const groups = new Map<string, Located[]>()
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags[0] ?? 'Other'
      groups.set(tag, [...(groups.get(tag) ?? []), { path, method, operation }])
    }
  }
  return [...groups]
}
