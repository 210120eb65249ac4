/** Two names that look or read alike fold to one, so that nobody can pose as somebody. */
export function foldName(name: string): string {
  return name.normalize('NFKC').toLowerCase().normalize('NFKC')
}
