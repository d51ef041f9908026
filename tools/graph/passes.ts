/**
 * The record of what passed, in `.cache/passed`: a file for each piece of work, with the digests of what it
 * could reach. A file is written beside and then renamed: whoever reads it reads all of it.
 *
 * @module
 */

/** What is kept of a pass. */
export interface Pass {
  /** The digest of all that it could reach. */
  readonly digest: string;
  /** How many checks passed. */
  readonly passed: number;
}

/** The record of one kind of work. */
export interface Passes {
  /** The last passes of a piece of work, the last one first; none when there was none, or its file is damaged. */
  read(name: string): Promise<readonly Pass[]>;
  /** Keeps a pass. */
  keep(name: string, pass: Pass): Promise<void>;
}

/** So many passes are kept: who takes a change back, or changes branches, has passed before. */
const most = 8;

/** The record below the project at `root`; a kind is a word, as `unit` or `run`. */
export function passesOf(root: string, kind: string): Passes {
  const folder = `${root}/.cache/passed/${kind}`;
  const path = (name: string) => `${folder}/${encodeURIComponent(name)}.json`;
  const read = async (name: string): Promise<Pass[]> => {
    try {
      const kept: unknown = JSON.parse(await Deno.readTextFile(path(name)));
      return Array.isArray(kept) ? kept.filter(isPass) : [];
    } catch {
      return [];
    }
  };
  return {
    read,
    async keep(name, pass) {
      const others = (await read(name)).filter(({ digest }) => digest !== pass.digest);
      await Deno.mkdir(folder, { recursive: true });
      const beside = await Deno.makeTempFile({ dir: folder, suffix: ".new" });
      await Deno.writeTextFile(beside, JSON.stringify([pass, ...others].slice(0, most)) + "\n");
      await Deno.rename(beside, path(name));
    },
  };
}

function isPass(kept: unknown): kept is Pass {
  const { digest, passed } = (kept ?? {}) as Partial<Pass>;
  return typeof digest === "string" && typeof passed === "number";
}
