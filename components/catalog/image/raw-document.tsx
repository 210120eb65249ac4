import { displaySafe } from '@/lib/oci/display'
import { CopyButton } from '../../ui/copy-button'
import { Panel } from '../../ui/panel'
import { ScrollRegion } from '../../ui/scroll-region'
import { withKeys } from '../../ui/with-keys'
import { DownloadButton } from './download-button'
import { HIGHLIGHT_LENGTH_MAX, indentJson, type JsonTokenKind, tokenizeJson } from './json-tokens'

interface RawDocumentProps {
  title: string
  digest: string
  mediaType: string
  body: string
}

const COLOURS: Readonly<Record<JsonTokenKind, string>> = {
  key: 'text-info',
  string: 'text-ok',
  number: 'text-warn',
  literal: 'text-danger',
  plain: 'text-muted',
}

/** A manifest or config as it was pushed: indented and coloured for reading, exact for copying and keeping. */
export function RawDocument({ title, digest, mediaType, body }: RawDocumentProps) {
  const name = `${title.toLowerCase().replaceAll(' ', '-')}-${digest.replace(':', '-')}.json`
  return (
    <Panel aria-label={title}>
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2">
        <div className="min-w-0">
          <h2 className="font-semibold">{title}</h2>
          <p className="flex flex-wrap gap-x-3 text-xs wrap-anywhere text-muted">
            <code className="font-mono">{mediaType}</code>
            <span>{new TextEncoder().encode(body).length.toLocaleString('en')} bytes</span>
          </p>
        </div>
        <div className="flex items-center gap-1">
          <CopyButton text={body} what={`${title.toLowerCase()}, exact`} size="md" />
          <DownloadButton text={body} mediaType={mediaType} fileName={name} what={title.toLowerCase()} />
        </div>
      </header>
      <JsonCode text={displaySafe(indentJson(body))} label={title} />
      <p className="border-t border-line px-4 py-2 text-xs wrap-anywhere text-muted">
        Checked when it was read: these bytes have the digest <code className="font-mono">{digest}</code>.
        They are indented here; copying and downloading give them as they are.
      </p>
    </Panel>
  )
}

function JsonCode({ text, label }: { text: string; label: string }) {
  return (
    <ScrollRegion label={`${label}, text`} className="max-h-[70vh] overflow-auto bg-sunken -outline-offset-2">
      <pre className="p-3 font-mono text-xs leading-5 [counter-reset:line]">
        {text.length > HIGHLIGHT_LENGTH_MAX ? text : <Lines text={text} />}
      </pre>
    </ScrollRegion>
  )
}

function Lines({ text }: { text: string }) {
  const lines = text.split('\n').map((line, at) => ({ number: at + 1, line }))
  return lines.map(({ number, line }) => (
    <span
      key={number}
      className="block before:mr-4 before:inline-block before:w-8 before:text-right before:text-faint before:content-[counter(line)] before:[counter-increment:line]"
    >
      {withKeys(tokenizeJson(line), ({ text }) => text).map(({ key, item }) => (
        <span key={key} className={COLOURS[item.kind]}>
          {item.text}
        </span>
      ))}
    </span>
  ))
}
