/** Finds the file of the project that an import names. @module */

/** The names of imports that `deno.json` maps to files, the longest first. */
const maps = new Map<string, readonly (readonly [string, string])[]>();

/**
 * The path, from the root, of what `specifier` names in the module at `path`; nothing when that is a
 * package, or no file of the project.
 */
export function resolveSpecifier(
  root: string,
  path: string,
  specifier: string,
): string | undefined {
  if (/^\.{1,2}\//.test(specifier)) {
    const base = "http://project/";
    return new URL(specifier, `${base}${path}`).href.slice(base.length);
  }
  for (const [name, target] of mapOf(root)) {
    if (specifier === name) return target;
    if (name.endsWith("/") && specifier.startsWith(name)) {
      return target + specifier.slice(name.length);
    }
  }
  return undefined;
}

function mapOf(root: string): readonly (readonly [string, string])[] {
  let map = maps.get(root);
  if (map === undefined) {
    const { imports = {} } = JSON.parse(Deno.readTextFileSync(`${root}/deno.json`));
    map = Object.entries(imports as Record<string, string>)
      .filter(([, target]) => target.startsWith("./"))
      .map(([name, target]) => [name, target.slice(2)] as const)
      .sort(([a], [b]) => b.length - a.length);
    maps.set(root, map);
  }
  return map;
}
