import parts from 'virtual:symbols';

const warned = new Set<string>();

/** The outline of a Material symbol, or nothing if there is none of this name. */
export async function outline(name: string): Promise<string | undefined> {
  const key = /^\d/.test(name) ? '0' : name.slice(0, 2);
  const part = parts[key] ?? parts[name.slice(0, 1)];
  const names = part ? (await part()).default : {};
  const found = Object.hasOwn(names, name) ? names[name] : undefined;
  if (!found && !warned.has(name)) {
    warned.add(name);
    console.warn(`there is no Material symbol \`${name}\``);
  }
  return found;
}
