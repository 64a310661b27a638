/** The class of the element with a key: what no class name can hold becomes a hyphen. */
export function keyClass(key: unknown): string {
  return `st-key-${String(key).replace(/[^\w-]/g, '-')}`;
}
