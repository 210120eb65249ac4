import { CodeBlock } from '@/components/ui/code-block'

interface IntroductionProps {
  readonly version: string
  readonly description: string
  readonly origin: string
}

export function Introduction({ version, description, origin }: IntroductionProps) {
  return (
    <header>
      <h1 className="text-2xl font-semibold">Assay API</h1>
      <p className="mt-1 text-faint">
        Version {version} ·{' '}
        <a href="/api/openapi.json" className="underline underline-offset-2">
          openapi.json
        </a>{' '}
        ·{' '}
        <a href="/" className="underline underline-offset-2">
          back to the console
        </a>
      </p>
      <p className="mt-4 max-w-prose text-muted">{description.replaceAll('`', '')}</p>
      <p className="mt-2 max-w-prose text-muted">
        Send an API token with each request; an admin makes one under Settings, or on the server with{' '}
        <code className="font-mono text-xs">npx assay token create --user NAME --name NAME</code>. Whatever
        fails answers with a Problem: its code is stable, its detail is for people.
      </p>
      <CodeBlock
        className="mt-4"
        what="First request"
        text={`curl '${origin}/api/v1/me' -H "Authorization: Bearer $ASSAY_TOKEN"`}
      />
    </header>
  )
}
