import { CodeBlock } from '@/components/ui/code-block'
import { curlExample } from '@/lib/api/curl-example'
import type { Operation } from '@/lib/api/openapi'
import { type Field, fieldsOf, typeText } from '@/lib/api/schema-text'
import { FieldTable, TypeText } from './field-table'
import { MethodBadge } from './method-badge'

export interface Located {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

/** One operation: what it takes, what it gives, how it fails, and a command to try it. */
export function OperationSection({ origin, path, method, operation }: Located & { origin: string }) {
  const body = operation.requestBody?.content['application/json'].schema
  return (
    <section id={operation.operationId} className="scroll-mt-6 border-t border-line py-6">
      <h3 className="flex flex-wrap items-center gap-2">
        <MethodBadge method={method} />
        <code className="font-mono text-sm wrap-anywhere">{path}</code>
      </h3>
      <p className="mt-1.5 max-w-prose text-muted">
        {operation.summary}.{operation.security.length === 0 && ' Open to anybody.'}
      </p>
      <FieldTable title="Parameters" fields={operation.parameters.map(parameterField)} />
      <FieldTable title="Body" fields={body ? fieldsOf(body) : []} />
      <Answers operation={operation} />
      <CodeBlock
        className="mt-4"
        what={`Example of ${operation.operationId}`}
        text={curlExample({ origin, path, method, operation })}
      />
    </section>
  )
}

function parameterField(parameter: Operation['parameters'][number]): Field {
  const note = [parameter.in === 'query' ? 'in the query' : 'in the path', parameter.description]
  return {
    name: parameter.name,
    type: typeText(parameter.schema),
    isRequired: parameter.required,
    note: note.filter(Boolean).join('; '),
  }
}

function Answers({ operation }: { operation: Operation }) {
  const answers = Object.entries(operation.responses)
  const given = answers.map(([, answer]) => answer.content?.['application/json']?.schema).find(Boolean)
  return (
    <>
      {given && <FieldTable title={`Answer: ${typeText(given)}`} fields={fieldsOf(given)} />}
      <div className="mt-4">
        <h4 className="text-xs font-medium text-faint">Status</h4>
        <ul className="mt-1 space-y-0.5 text-muted">
          {answers.map(([status, answer]) => (
            <li key={status} className="flex gap-3">
              <span className="w-8 shrink-0 font-mono text-xs leading-5 text-ink">{status}</span>
              <span className="min-w-0 wrap-anywhere">
                {status.startsWith('2') ? (
                  <Success schema={answer} />
                ) : (
                  answer.description.replaceAll('`', '')
                )}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}

function Success({ schema }: { schema: Operation['responses'][string] }) {
  const given = schema.content?.['application/json']?.schema
  return given ? <TypeText type={typeText(given)} /> : 'nothing to read'
}
