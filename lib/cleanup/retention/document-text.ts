import { type Document, isScalar, LineCounter, parseDocument, stringify } from 'yaml'
import type { RetentionDocument } from '@/lib/core/retention-document'
import { checkDocument, type DocumentIssue } from '../rules/retention/check-document'

export const DOCUMENT_LENGTH_MAX = 100_000
const COLUMNS_MAX = 100

/** What is wrong with a text, where the eye finds it. Lines and columns from 1; nulls where it has no place. */
export interface TextIssue {
  readonly line: number | null
  readonly column: number | null
  /** RFC 6901 pointer into the document; '' for all of it. */
  readonly pointer: string
  readonly message: string
}

export interface ReadDocument {
  /** Null where anything is wrong. */
  readonly document: RetentionDocument | null
  readonly issues: readonly TextIssue[]
  /** Whether the text holds comments, which the form does not keep. */
  readonly hasComments: boolean
}

/** Reads a policy from YAML 1.2, of which JSON is a part. Never throws: what is wrong is told with its line. */
export function readDocumentText(text: string): ReadDocument {
  if (text.length > DOCUMENT_LENGTH_MAX) {
    return failed('A policy has at most 100,000 characters.')
  }
  const lines = new LineCounter()
  try {
    const parsed = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' })
    const [fault] = parsed.errors
    if (fault !== undefined) {
      const { line, col } = lines.linePos(fault.pos[0])
      const message = firstLine(fault.message)
      return { document: null, issues: [{ line, column: col, pointer: '', message }], hasComments: false }
    }
    const checked = checkDocument(parsed.toJS({ maxAliasCount: 20 }))
    const hasComments = /(^|\s)#/m.test(text) && hasComment(parsed)
    if (checked.kind === 'good') return { document: checked.document, issues: [], hasComments }
    const issues = checked.issues.map((issue) => placed(issue, { parsed, lines }))
    return { document: null, issues, hasComments }
  } catch (error) {
    // Nested or repeated beyond what can be read.
    if (error instanceof RangeError || error instanceof ReferenceError) {
      return failed('This is nested or repeated too deeply to be a policy.')
    }
    throw error
  }
}

/** A policy as YAML that reads back as the same policy. */
export function writeDocumentText(document: RetentionDocument): string {
  return stringify(document, { lineWidth: COLUMNS_MAX, version: '1.2', aliasDuplicateObjects: false })
}

function failed(message: string): ReadDocument {
  return {
    document: null,
    issues: [{ line: null, column: null, pointer: '', message }],
    hasComments: false,
  }
}

interface Source {
  readonly parsed: Document
  readonly lines: LineCounter
}

/** Where a path stands in the text, or the nearest thing around it that is written. */
function placed({ path, message }: DocumentIssue, { parsed, lines }: Source): TextIssue {
  const pointer = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = parsed.getIn(path.slice(0, length), true)
    const offset = offsetOf(node)
    if (offset === null) continue
    const { line, col } = lines.linePos(offset)
    return { line, column: col, pointer, message }
  }
  return { line: null, column: null, pointer, message }
}

function offsetOf(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null
  const { range } = node
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : null
}

/** A `#` inside a string is no comment: writing the tree again without comments tells. */
function hasComment(parsed: Document): boolean {
  if (parsed.comment || parsed.commentBefore) return true
  const bare = isScalar(parsed.contents) ? '' : stringify(parsed.toJS({ maxAliasCount: 20 }))
  const count = (text: string) => text.split('#').length
  return count(String(parsed)) > count(bare)
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? text
}
