/**
 * The record of what passed, in `.cache/passed`: a file for each piece of work, with the digest of what it
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
  /** The last pass of a piece of work; none when there was none, or its file is damaged. */
  read(name: string): Promise<Pass | undefined>;
  /** Keeps a pass. */
  keep(name: string, pass: Pass): Promise<void>;
}

/** The record below the project at `root`; a kind is a word, as `unit` or `run`. */
export function passesOf(root: string, kind: string): Passes {
  const folder = `${root}/.cache/passed/${kind}`;
  const path = (name: string) => `${folder}/${encodeURIComponent(name)}.json`;
  return {
    async read(name) {
      try {
        const { digest, passed } = JSON.parse(await Deno.readTextFile(path(name)));
        if (typeof digest !== "string" || typeof passed !== "number") return undefined;
        return { digest, passed };
      } catch {
        return undefined;
      }
    },
    async keep(name, pass) {
      await Deno.mkdir(folder, { recursive: true });
      const beside = await Deno.makeTempFile({ dir: folder, suffix: ".new" });
      await Deno.writeTextFile(beside, JSON.stringify(pass) + "\n");
      await Deno.rename(beside, path(name));
    },
  };
}
