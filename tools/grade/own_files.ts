/**
 * The files of a folder of answers, read once and with care: only plain files inside of it are taken, for a
 * link, a device or a pipe may lead to what nobody may see, or never end.
 *
 * @module
 */

/** The longest file that is taken, in bytes; the most of them, and how deep they may lie. */
const LONGEST = 1_000_000, MOST_FILES = 300, DEEPEST = 4;
/** All of them together, in bytes. */
const MOST_BYTES = 10_000_000;

/** What an answer may be made of, by how its name ends. */
const TAKEN = /\.(?:[mc]?[tj]s|json|md|txt)$/;

/** Folders that hold nothing of an answer, and files by which tools are set up, not answers. */
const LEFT_OUT = new Set(["node_modules", "coverage"]);
const SETTINGS = /^(?:deno|package|package-lock|tsconfig|jsr)\.jsonc?$/;

/** What is in a folder. */
export interface OwnFiles {
  /** The texts of the files that are taken, by their paths from the folder. */
  readonly texts: ReadonlyMap<string, string>;
  /** Why others are not, by their paths. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Reads the files below `folder`. */
export async function ownFiles(folder: string): Promise<OwnFiles> {
  const texts = new Map<string, string>(), refused = new Map<string, string>();
  const inside = (await Deno.realPath(folder)).replaceAll("\\", "/");
  let bytes = 0;
  const visit = async (path: string, depth: number) => {
    const entries = await Array.fromAsync(Deno.readDir(`${inside}/${path}`));
    for (const { name } of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const own = `${path}${name}`;
      // As it is, and not as a link leads to.
      const info = await Deno.lstat(`${inside}/${own}`);
      if (info.isDirectory) {
        const taken = depth < DEEPEST && !name.startsWith(".") && !LEFT_OUT.has(name);
        if (taken) await visit(`${own}/`, depth + 1);
      } else if (TAKEN.test(name) && !SETTINGS.test(name)) {
        const why = whyNot(info, texts.size, bytes);
        if (why !== undefined) refused.set(own, why);
        else texts.set(own, await textOf(`${inside}/${own}`));
        if (why === undefined) bytes += info.size;
      }
    }
  };
  await visit("", 0);
  return { texts, refused };
}

function whyNot(info: Deno.FileInfo, files: number, bytes: number): string | undefined {
  if (info.isSymlink) return "a link, which is not followed";
  if (!info.isFile) return "no plain file";
  if (info.size > LONGEST) return `longer than ${LONGEST / 1e6} MB`;
  if (files >= MOST_FILES) return `one of more than ${MOST_FILES} files`;
  return bytes + info.size > MOST_BYTES
    ? `more than ${MOST_BYTES / 1e6} MB with the others`
    : undefined;
}

/** The text of the file at `path` of `folder`; nothing where it is none that is taken, or is behind a link. */
export async function ownText(folder: string, path: string): Promise<string | undefined> {
  const inside = (await Deno.realPath(folder)).replaceAll("\\", "/"), full = `${inside}/${path}`;
  const info = await Deno.lstat(full).catch(() => undefined);
  if (info === undefined || !TAKEN.test(path) || whyNot(info, 0, 0) !== undefined) return undefined;
  // A folder on the way may be a link, too.
  const real = (await Deno.realPath(full)).replaceAll("\\", "/");
  return real === full ? await textOf(full) : undefined;
}

/** Whether such a file would be taken from a folder. */
export function isTaken(path: string, text: string): boolean {
  return TAKEN.test(path) && text.length <= LONGEST;
}

async function textOf(path: string): Promise<string> {
  using file = await Deno.open(path, { read: true });
  const info = await file.stat();
  // It may have become something else since it was looked at.
  if (!info.isFile || info.size > LONGEST) return "";
  const buffer = new Uint8Array(LONGEST + 1);
  let length = 0;
  while (length < buffer.length) {
    const read = await file.read(buffer.subarray(length));
    if (read === null) break;
    length += read;
  }
  return new TextDecoder().decode(buffer.subarray(0, length));
}
