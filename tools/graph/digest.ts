/**
 * Digests of what pieces of work can reach. When nothing of it has changed, neither has the digest, and
 * what passed would pass again.
 *
 * @module
 */

import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { addressOf, type Graph, reachedFrom } from "./graph.ts";
import { type Reach, reachesOut } from "./reach.ts";

/** The files of a project, and the digests of what is done with them. */
export interface Digests {
  /** The files of a reach from the root, sorted; for packages, the lock file speaks. */
  files(reach: Reach): readonly string[];
  /** Whether one of its modules may reach more than it imports. */
  reachesOut(reach: Reach): boolean;
  /** The digest of a reach as it is now; `how` says what is done with it. */
  of(reach: Reach, how: string): string;
}

/** Files that everything depends on: how names are resolved, and to which versions. */
const always = ["deno.json", "deno.lock"];

/** Digests in the project at `root`; `paths` are all of its files, from the root. */
export function digestsOf(root: string, paths: readonly string[], graph: Graph): Digests {
  const base = pathToFileURL(`${root}/`).href;
  const fileDigest = fileDigests(root);

  const modules = ({ modules = [], types = false }: Reach): string[] => {
    const entries = modules.map((path) => addressOf(root, path));
    return [...reachedFrom(graph, entries, types)].flatMap((address) =>
      address.startsWith(base) ? [decodeURIComponent(address.slice(base.length))] : []
    );
  };
  const outward = new Map<string, boolean>();
  const reachesOutAt = (path: string): boolean => {
    let out = outward.get(path);
    if (out === undefined) outward.set(path, out = reachesOut(textOf(`${root}/${path}`)));
    return out;
  };
  const anyReachesOut = (reach: Reach) => modules(reach).some(reachesOutAt);
  const files = (reach: Reach): string[] => {
    const { outside } = reach;
    if (outside !== undefined && anyReachesOut(reach)) {
      return files({
        modules: [...reach.modules ?? [], ...outside.modules ?? []],
        types: (reach.types || outside.types) ?? false,
        files: [...reach.files ?? [], ...outside.files ?? []],
        everything: outside.everything ?? false,
      });
    }
    if (reach.everything === true) return [...new Set([...always, ...paths])].sort();
    const read = (reach.files ?? []).flatMap((given) => {
      const within = paths.filter((path) => path.startsWith(`${given}/`));
      if (within.length === 0) return [given];
      // Of what is not imported, nobody runs the tests.
      return within.filter((path) => !path.endsWith("_test.ts"));
    });
    return [...new Set([...always, ...modules(reach), ...read])].sort();
  };
  return {
    files,
    reachesOut: anyReachesOut,
    of(reach, how) {
      const hash = createHash("sha256");
      const parts = [Deno.version.deno, Deno.build.target, how];
      for (const path of files(reach)) parts.push(path, fileDigest(path));
      return hash.update(JSON.stringify(parts)).digest("hex");
    },
  };
}

/** The text of a module; none when it is absent, and then its importers cannot run. */
function textOf(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

/** Reads a file again only when it has been written since. */
function fileDigests(root: string): (path: string) => string {
  const known = new Map<string, { readonly stamp: string; readonly digest: string }>();
  return (path) => {
    try {
      const { size, mtime, ino } = Deno.statSync(`${root}/${path}`);
      const stamp = `${size} ${mtime?.getTime()} ${ino}`;
      const last = known.get(path);
      if (last?.stamp === stamp) return last.digest;
      const bytes = Deno.readFileSync(`${root}/${path}`);
      const digest = createHash("sha256").update(bytes).digest("hex");
      known.set(path, { stamp, digest });
      return digest;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return "absent";
      throw error;
    }
  };
}
