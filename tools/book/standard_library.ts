/** Packages of JSR, which a bundler does not know, from where Deno finds them. @module */

import type { Plugin } from "esbuild";
import { fileURLToPath } from "node:url";

/** What `deno info --json` tells. */
interface Info {
  readonly roots: readonly string[];
  readonly redirects: Readonly<Record<string, string>>;
  readonly modules: readonly {
    readonly specifier: string;
    readonly local?: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: { readonly specifier: string };
    }[];
  }[];
}

/** The packages that chapters import. */
const packages = ["@std/assert", "@std/async"];

/** Finds these packages, and what they import. */
export async function standardLibrary(root: string): Promise<Plugin> {
  const { imports } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  const found = await Promise.all(
    packages.map((name) => infoOf(root, imports[name])),
  );
  const modules = new Map(
    found.flatMap(({ modules }) => modules).map((
      each,
    ) => [each.specifier, each]),
  );
  const redirects = new Map(
    found.flatMap(({ redirects }) => Object.entries(redirects)),
  );
  const roots = new Map(packages.map((name, i) => [name, found[i]!.roots[0]!]));
  const settled = (address: string): string => {
    const next = redirects.get(address);
    return next === undefined ? address : settled(next);
  };
  /** A linked package is a folder of this machine, and needs nothing more. */
  const placed = (address: string) =>
    address.startsWith("file:")
      ? { path: fileURLToPath(address) }
      : { path: address, namespace: "jsr" };
  return {
    name: "standard library",
    setup(build) {
      build.onResolve(
        { filter: /^@std\// },
        ({ path }) => roots.has(path) ? placed(settled(roots.get(path)!)) : undefined,
      );
      build.onResolve(
        { filter: /.*/, namespace: "jsr" },
        ({ path, importer }) => {
          const target = modules.get(importer)?.dependencies?.find((each) =>
            each.specifier === path
          );
          return placed(settled(target?.code?.specifier ?? path));
        },
      );
      build.onLoad({ filter: /.*/, namespace: "jsr" }, async ({ path }) => ({
        contents: await Deno.readTextFile(modules.get(path)!.local!),
        loader: "ts",
      }));
    },
  };
}

async function infoOf(root: string, specifier: string): Promise<Info> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", specifier],
    cwd: root,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const text = new TextDecoder();
  if (success) return JSON.parse(text.decode(stdout));
  throw new Error(
    `Cannot find ${specifier} because Deno must have it: given ${text.decode(stderr).trim()}`,
  );
}
