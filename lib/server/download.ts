import 'server-only'

/** A file that is made while it is sent. */
export class Download {
  constructor(
    readonly name: string,
    readonly mediaType: string,
    readonly text: AsyncIterable<string>,
  ) {}
}

interface FileParts {
  readonly mediaType: string
  /** Without the dot. */
  readonly extension: string
  readonly text: AsyncIterable<string>
}

/** The answer of an endpoint that gives a file; `name` is without extension and known to be harmless. */
export function download(name: string, { mediaType, extension, text }: FileParts): Download {
  return new Download(`${name}.${extension}`, mediaType, text)
}

/** The file as an answer: saved and never shown, read no faster than it is taken. */
export function downloadResponse({ name, mediaType, text }: Download, status: number): Response {
  const chunks = text[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await chunks.return?.()
    },
  })
  const headers = { 'content-type': mediaType, 'content-disposition': `attachment; filename="${name}"` }
  return new Response(body, { status, headers })
}

/** A text that is there already, as a file is read. */
export async function* wholeText(text: string): AsyncIterable<string> {
  yield text
}
