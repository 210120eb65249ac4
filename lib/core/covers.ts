/** Whether a path lies in a namespace, or is it, by whole segments: `team` covers `team/app` and not `team-a`. */
export function covers(namespace: string, path: string): boolean {
  return namespace === '' || path === namespace || path.startsWith(`${namespace}/`)
}
