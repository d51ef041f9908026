/** What a piece of work can reach, and so what its outcome depends on. @module */

/** Paths are from the root of the repository. */
export interface Reach {
  /** Modules: they, and all that they import. */
  readonly modules?: readonly string[];
  /** Whether what they import for types alone counts, too: their types are checked. */
  readonly types?: boolean;
  /** What is read as it is: a file, or all that is in a folder but tests. */
  readonly files?: readonly string[];
  /** Whatever the project has. */
  readonly everything?: boolean;
  /** What is reached besides when one of the modules reaches out; without it, none of them can. */
  readonly outside?: Reach;
}

/** Names of `Deno` by which nothing outside of the process is reached. */
const harmless = "test|bench|inspect|errors|build|version|noColor|unrefTimer|refTimer|lint";

/** A file read, a process started, a socket opened, a module imported by a computed name. */
const outward = new RegExp(
  String.raw`\bDeno\s*\.(?!\s*(?:${harmless})\b)|\bDeno\s*\[|=\s*Deno\b|\bfetch\(|\bnew Worker\b|` +
    String.raw`"node:(?:fs|child_process|worker_threads|net|http|https|dgram|module|vm)\b|` +
    String.raw`\bimport\((?!\s*["'])`,
);

/** Whether a module may reach more than it imports, by its text. Comments count, too: that is safe. */
export function reachesOut(source: string): boolean {
  return outward.test(source);
}
