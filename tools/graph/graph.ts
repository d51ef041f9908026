/** Which modules a module runs: the graph of local modules, as Deno resolves it. @module */

import { pathToFileURL } from "node:url";

/** What `deno info --json` tells. */
interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly error?: string;
    readonly dependencies?: readonly {
      readonly code?: { readonly specifier: string };
      readonly type?: { readonly specifier: string };
    }[];
  }[];
}

/** What a module imports, by address. */
export interface Imports {
  /** What it imports when it runs. */
  readonly code: readonly string[];
  /** What it imports for types alone. */
  readonly types: readonly string[];
}

/** Modules by their address, `file:///…`, with what each imports. */
export type Graph = ReadonlyMap<string, Imports>;

/**
 * The graph of all that `entries` reach, addresses of modules. A module that cannot be read or parsed is in
 * it without imports; an import whose target is computed when it runs is in no graph.
 */
export async function readGraph(root: string, entries: readonly string[]): Promise<Graph> {
  const folder = await Deno.makeTempDir({ prefix: "graph-" });
  try {
    const entry = `${folder}/entry.ts`;
    const imports = entries.map((each) => `import ${JSON.stringify(each)};\n`);
    await Deno.writeTextFile(entry, imports.join(""));
    const { success, stdout, stderr } = await deno(root, "info", "--json", entry);
    if (!success) {
      const given = new TextDecoder().decode(stderr).trim();
      throw new Error(
        `Cannot read the graph because Deno must resolve its modules: given ${given}`,
      );
    }
    const { modules }: Info = JSON.parse(new TextDecoder().decode(stdout));
    const own = pathToFileURL(entry).href;
    return new Map(modules.filter(({ specifier }) => specifier !== own).map(importsOf));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function importsOf({ specifier, dependencies = [] }: Info["modules"][number]): [string, Imports] {
  return [specifier, {
    code: dependencies.flatMap(({ code }) => code?.specifier ?? []),
    types: dependencies.flatMap(({ type }) => type?.specifier ?? []),
  }];
}

/** The address of the module at `path`, from the root. */
export function addressOf(root: string, path: string): string {
  return pathToFileURL(`${root}/${path}`).href;
}

/** The local modules that run when `entries` do, with these themselves; `withTypes` adds those of their types. */
export function reachedFrom(
  graph: Graph,
  entries: readonly string[],
  withTypes = false,
): Set<string> {
  const reached = new Set<string>();
  const left = [...entries];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (reached.has(next) || !next.startsWith("file:")) continue;
    reached.add(next);
    const { code, types } = graph.get(next) ?? { code: [], types: [] };
    left.push(...code, ...withTypes ? types : []);
  }
  return reached;
}

/**
 * The local modules that run when `roots` do. Packages are fetched on the way, as a process without
 * network will not.
 */
export async function modulesRunBy(root: string, roots: readonly string[]): Promise<string[]> {
  await deno(root, "cache", "--quiet", ...roots);
  const reached = reachedFrom(await readGraph(root, roots), roots);
  // Texts are imported, too, and run nothing.
  return [...reached].filter((module) => /\.[jt]sx?$/.test(module));
}

function deno(
  root: string,
  command: string,
  ...args: readonly string[]
): Promise<Deno.CommandOutput> {
  return new Deno.Command(Deno.execPath(), {
    args: [command, `--config=${root}/deno.json`, ...args],
    cwd: root,
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
}
