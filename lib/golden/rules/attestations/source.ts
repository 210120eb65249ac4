/** Whether two addresses name the same repository of code, however they are written. */
export function isSameSource(one: string, other: string): boolean {
  return canonical(one) === canonical(other)
}

/** `git+https://Example.com/team/app.git@refs/heads/main` and `git@example.com:team/app` are one place. */
function canonical(address: string): string {
  const text = address
    .trim()
    .replace(/^git\+/, '')
    .replace(/^[\w.-]+@([\w.-]+):(?!\/)/, '$1/')
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^/@]+@/, '')
    .replace(/[#?].*$/, '')
    .replace(/@[^@]*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
  const [host = '', ...path] = text.split('/')
  return [host.toLowerCase(), ...path].join('/')
}
