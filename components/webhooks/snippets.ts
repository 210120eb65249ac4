const NODE = `import { createHmac, timingSafeEqual } from 'node:crypto'

// body: the raw bytes of the request as a string, before any parsing
export function isFromAssay(secret, header, body) {
  const [, seconds, mac] = /^t=(\\d+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (!seconds || Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return false
  const expected = createHmac('sha256', secret).update(\`\${seconds}.\${body}\`).digest()
  return timingSafeEqual(expected, Buffer.from(mac, 'hex'))
}
`

const PYTHON = `import hashlib, hmac, re, time

# body: the raw bytes of the request, before any parsing
def is_from_assay(secret: str, header: str, body: bytes) -> bool:
    found = re.fullmatch(r"t=(\\d+),v1=([0-9a-f]{64})", header or "")
    if not found or abs(time.time() - int(found[1])) > 300:
        return False
    expected = hmac.new(secret.encode(), found[1].encode() + b"." + body, hashlib.sha256)
    return hmac.compare_digest(expected.hexdigest(), found[2])
`

const BASH = `# $SECRET: shown once by Assay   $HEADER: the value of Assay-Signature   body.json: the raw body
seconds=$(sed -E 's/^t=([0-9]+),.*/\\1/' <<<"$HEADER")
mac=$({ printf '%s.' "$seconds"; cat body.json; } | openssl dgst -sha256 -hmac "$SECRET" -r | cut -d' ' -f1)
[ "$HEADER" = "t=$seconds,v1=$mac" ] && [ $(( $(date +%s) - seconds )) -le 300 ] && echo "from Assay"
`

/** Code for listeners; a test runs each against a signature of ours. */
export const SNIPPETS = [
  { name: 'node', label: 'Node', code: NODE },
  { name: 'python', label: 'Python', code: PYTHON },
  { name: 'bash', label: 'bash', code: BASH },
] as const

export type SnippetName = (typeof SNIPPETS)[number]['name']
