import type { Field } from '@/lib/api/schema-text'

/** Fields with their types; a name in a type leads to where that shape is described. */
export function FieldTable({ title, fields }: { title: string; fields: readonly Field[] }) {
  if (fields.length === 0) return null
  return (
    <div className="mt-4">
      <h4 className="text-xs font-medium text-faint">{title}</h4>
      <dl className="mt-1 divide-y divide-line rounded-md border border-line">
        {fields.map((field) => (
          <div key={field.name} className="grid gap-x-4 px-3 py-1.5 sm:grid-cols-[minmax(0,14rem)_1fr]">
            <dt className="font-mono text-xs leading-5 wrap-anywhere">
              {field.name}
              {!field.isRequired && <span className="ml-1.5 font-sans text-faint">optional</span>}
            </dt>
            <dd className="text-muted">
              <TypeText type={field.type} />
              {field.note !== '' && <span className="ml-2 text-faint">{field.note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Shapes with a name of their own start with a capital letter. */
export function TypeText({ type }: { type: string }) {
  const name = /\b[A-Z][A-Za-z]+/.exec(type)?.[0]
  const code = <code className="font-mono text-xs wrap-anywhere">{type}</code>
  if (name === undefined) return code
  return (
    <a href={`#${name}`} className="underline decoration-line-strong underline-offset-2 hover:text-ink">
      {code}
    </a>
  )
}
