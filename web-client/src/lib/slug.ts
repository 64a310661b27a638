/** The name of a heading in links to it: `Über uns: 2 Wege` → `über-uns-2-wege`. */
export function slug(text: string): string {
  const plain = text.toLowerCase().replace(/:[a-z-]+\[|[`*_~\]]/g, '');
  return plain.trim().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
}
