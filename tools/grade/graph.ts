/** The modules that a module runs. @module */

interface Graph {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly { readonly code?: { readonly specifier: string } }[];
  }[];
}

/**
 * The local modules that run when `roots` do: what is imported for its types alone is left out. Packages
 * are fetched on the way, as a process without network will not.
 */
export async function modulesRunBy(root: string, roots: readonly string[]): Promise<string[]> {
  await deno(root, "cache", "--quiet", ...roots);
  const found = new Set<string>();
  for (const each of roots) for (const module of await runBy(root, each)) found.add(module);
  return [...found];
}

async function runBy(root: string, entry: string): Promise<Set<string>> {
  const { success, stdout } = await deno(root, "info", "--json", entry);
  if (!success) throw new Error(`Cannot grade as ${entry} must be a module: given none`);
  const { modules }: Graph = JSON.parse(new TextDecoder().decode(stdout));
  const imports = new Map(modules.map(({ specifier, dependencies = [] }) => [
    specifier,
    dependencies.flatMap(({ code }) => code === undefined ? [] : [code.specifier]),
  ]));
  const reached = new Set<string>();
  const left = [entry];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (reached.has(next) || !next.startsWith("file:")) continue;
    reached.add(next);
    left.push(...imports.get(next) ?? []);
  }
  return reached;
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
    stdout: "piped",
    stderr: "null",
  }).output();
}
