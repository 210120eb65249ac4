/** A namespace and those above it, from the top: `a/b` gives `a` and `a/b`. The root is above nothing. */
export function ancestorsOf(namespace: string): readonly string[] {
  const segments = namespace.split('/')
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'))
}

/** Whether a path lies below a namespace, by segment. Everything lies below the root. */
export function isBelow(path: string, namespace: string): boolean {
  return namespace === '' || path.startsWith(`${namespace}/`)
}
