import { XMLParser } from 'fast-xml-parser'
import { InvalidInputError } from '@/lib/core/errors'
import { isDeeperThan } from '@/lib/oci/json'

const DEPTH_MAX = 64

/** Says what is wrong with a piece of evidence; nothing of it is kept. */
export function unreadable(detail: string): InvalidInputError {
  return new InvalidInputError('invalid-evidence', detail)
}

/** @throws InvalidInputError `invalid-evidence` for what is not JSON or nested deeper than 64 */
export function readJsonDocument(bytes: Uint8Array): unknown {
  if (isDeeperThan(bytes, DEPTH_MAX)) throw unreadable('The document is nested deeper than 64 levels.')
  try {
    return JSON.parse(decode(bytes))
  } catch {
    throw unreadable('The document is not JSON.')
  }
}

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: '#text',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  isArray: (name) => name === 'testsuite' || name === 'testcase',
})

/**
 * XML without document types or entities: neither is needed for a test report, and both are how XML attacks.
 * @throws InvalidInputError `invalid-evidence`
 */
export function readXmlDocument(bytes: Uint8Array): unknown {
  const text = decode(bytes)
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw unreadable('Document types and entities are not read.')
  if (isNestedTooDeep(text)) throw unreadable('The document is nested deeper than 64 levels.')
  try {
    return PARSER.parse(text, true)
  } catch {
    throw unreadable('The document is not XML.')
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable('The document is not UTF-8.')
  }
}

function isNestedTooDeep(text: string): boolean {
  let depth = 0
  for (const [tag] of text.matchAll(/<[A-Za-z/][^<>]{0,4096}>/g)) {
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    if (depth > DEPTH_MAX) return true
  }
  return false
}
