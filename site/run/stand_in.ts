/**
 * What the library asks of Deno, as far as a page has it: to print a value, to read the library's own sources,
 * to show something under a cell. Anything else says that it needs Deno.
 *
 * @module
 */

import { inspect } from "node-inspect-extracted";

/** Thrown where code asks for what no page has. */
export class NeedsDeno extends Error {
  override readonly name = "NeedsDeno";
}

/** Hears what is shown, and of which value that is a picture. */
export type Screen = (
  content: { data: Record<string, unknown>; metadata: object },
  value: unknown,
) => void;

/** `Deno`, as cells and the library see it in a page. */
export function standIn(screen: Screen): unknown {
  let showing: unknown;
  const has: Record<PropertyKey, unknown> = {
    inspect: (value: unknown, options: object = {}) =>
      inspect(value, { ...options, colors: false }),
    readTextFile,
    noColor: true,
    env: { get: () => undefined, toObject: () => ({}) },
    errors: { NotFound: class NotFound extends Error {} },
    build: { os: "browser", arch: "unknown" },
    jupyter: {
      showing: (value: unknown) => showing = value,
      // deno-lint-ignore require-await -- the kernel's is asynchronous
      broadcast: async (_type: string, content: Parameters<Screen>[0]) => {
        screen(content, showing);
        showing = undefined;
      },
    },
  };
  return new Proxy(has, {
    get(target, name) {
      if (name in target || typeof name === "symbol") return target[name];
      throw new NeedsDeno(`a page has no Deno.${name}`);
    },
  });
}

/** Sources of the library lie beside the runtime; of other files a page has none. */
async function readTextFile(path: string | URL): Promise<string> {
  if (!(path instanceof URL) || path.protocol === "file:") {
    throw new NeedsDeno(`a page has no files: given ${path}`);
  }
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`Cannot read ${path} because it must be there: it is not`);
  }
  return await response.text();
}
