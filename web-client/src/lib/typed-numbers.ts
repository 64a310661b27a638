/** The number that a person typed, as scripts read it (`1.0` stays `1.0`), or null; a decimal comma will do. */
export function numberText(text: string): string | null {
  const plain = text.trim().replace(/^([-+]?\d*),(\d+)$/, '$1.$2');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain) || !Number.isFinite(Number(plain))) return null;
  return plain;
}
