/** Trees of files. @module */

/** The files below a folder, as paths relative to it, in order; none when it is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entries(folder)) {
    if (entry.isDirectory) {
      const inner = await filesBelow(`${folder}/${entry.name}`);
      found.push(...inner.map((path) => `${entry.name}/${path}`));
    } else if (entry.isFile) found.push(entry.name);
  }
  return found.sort();
}

/** What stands in a folder; nothing when it is not there. */
export async function entries(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** The text of a file, or nothing when it is not there. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Writes a file, with the folders above it. */
export async function writeFile(path: string, text: string): Promise<void> {
  await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(path, text);
}

/** SHA-256 of the contents and the names of files below a folder, in hexadecimal digits. */
export async function digestOf(
  root: string,
  paths: readonly string[],
): Promise<string> {
  const parts: BlobPart[] = [];
  for (const path of paths) {
    const bytes = await Deno.readFile(`${root}/${path}`);
    parts.push(`${path}\0${bytes.length}\0`, bytes);
  }
  const all = await new Blob(parts).arrayBuffer();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all)).toHex();
}

/** SHA-256 of a text, in hexadecimal digits. */
export async function digestOfText(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
