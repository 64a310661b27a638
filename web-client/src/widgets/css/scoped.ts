import { keyClass } from '../../lib/key';

/** Rules for what stands in the element with a key; all of them as they are where there is none. */
export function scoped(rules: string, key: string | undefined): string {
  return key === undefined ? rules : `@scope (.${keyClass(key)}) {\n${rules}\n}`;
}
