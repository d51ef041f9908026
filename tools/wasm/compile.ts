/**
 * Compiles the loops of `lib/placement/simd/source/` to WebAssembly, and writes modules that hold the bytes, so that they
 * load without files. The compiler is AssemblyScript's; equal sources make equal bytes.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { OperationalError } from "hb/host/operational_error.ts";
import type { Answer } from "./assemblyscript.ts";

/** A module that is compiled. */
export interface Compiled {
  /** Where the bytes go, from the root of the repository. */
  readonly path: string;
  /** The module's text. */
  readonly text: string;
  /** The module in WebAssembly's text format, to be looked at. */
  readonly wat: string;
}

const folder = "lib/placement/simd";
const entries = {
  scalar: "with scalars alone",
  simd: "with vectors",
} as const;

/** Both modules; `root` is the repository. */
export async function compileAll(root: string): Promise<readonly Compiled[]> {
  const compiled = [];
  for (const [name, words] of Object.entries(entries)) {
    const { wasm, wat } = await compile(`${root}/${folder}/source`, name);
    const path = `${folder}/${name}_wasm.ts`;
    compiled.push({ path, text: moduleOf(name, words, wasm), wat });
  }
  return compiled;
}

/** A process compiles each module, with packages that the project itself does without. */
async function compile(source: string, name: string): Promise<{ wasm: string; wat: string }> {
  const place = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-config", `--lock=${place("compiler.lock")}`, "--frozen"],
      ...["--allow-read", "--allow-env", place("assemblyscript.ts"), source, name],
    ],
  }).output();
  const told = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  if (!success) throw cannot(name, "did not start", told(stderr));
  const answer: Answer = JSON.parse(told(stdout));
  if ("refused" in answer) throw cannot(name, "refuses it", answer.refused);
  return answer;
}

function cannot(name: string, why: string, given: string): OperationalError {
  return new OperationalError(
    `Cannot compile ${name}.as because the compiler ${why}: given\n${given}`,
  );
}

const COLUMNS = 90;

function moduleOf(name: string, words: string, base64: string): string {
  const lines = base64.match(new RegExp(`.{1,${COLUMNS}}`, "g")) ?? [];
  return `/** The loops of \`source/${name}.as\`, ${words}, compiled by \`deno task wasm\`. @module */

/** The bytes of a module of WebAssembly in base 64. */
export const ${name}Wasm: string = [
${lines.map((line) => `  "${line}",\n`).join("")}].join("");
`;
}
