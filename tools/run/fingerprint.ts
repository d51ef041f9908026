/**
 * What a chapter's outputs depend on, as one short text: its notebook, `lib/`, the configuration, the
 * lock file and Deno itself. A chapter with the fingerprint of its last good run need not run again.
 *
 * @module
 */

import type { Chapter } from "./chapters.ts";

/** Fingerprints by the chapter's name. */
export type Fingerprints = Readonly<Record<string, string>>;

const utf8 = new TextEncoder();

/** The fingerprint of what all chapters share. */
export async function fingerprintOfShared(root: string): Promise<string> {
  const paths = await sources(`${root}/lib`);
  const parts: string[] = [Deno.version.deno];
  for (const path of [...paths, `${root}/deno.json`, `${root}/deno.lock`]) {
    const text = await Deno.readTextFile(path).catch(() => "");
    parts.push(path.slice(root.length), text);
  }
  return await digest(parts);
}

/** The fingerprint of one chapter. */
export async function fingerprint(chapter: Chapter, shared: string): Promise<string> {
  return await digest([shared, await Deno.readTextFile(chapter.path)]);
}

/** The fingerprints of the last good runs; none on a fresh clone, or if the file is damaged. */
export async function readFingerprints(root: string): Promise<Fingerprints> {
  try {
    return JSON.parse(await Deno.readTextFile(`${root}/.cache/run.json`));
  } catch {
    return {};
  }
}

/** Keeps the fingerprint of a good run. */
export async function keepFingerprint(root: string, name: string, value: string): Promise<void> {
  const all = { ...await readFingerprints(root), [name]: value };
  await Deno.mkdir(`${root}/.cache`, { recursive: true });
  await Deno.writeTextFile(`${root}/.cache/run.json`, JSON.stringify(all, null, 2) + "\n");
}

async function sources(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await sources(path));
    else if (entry.isFile && !entry.name.endsWith("_test.ts")) found.push(path);
  }
  return found.sort();
}

async function digest(parts: readonly string[]): Promise<string> {
  const bytes = utf8.encode(JSON.stringify(parts));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
