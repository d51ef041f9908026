/**
 * Compiles the loops of `lib/placement/simd/source/` to WebAssembly, and writes modules that hold the bytes, so that they
 * load without files. The compiler is AssemblyScript's; equal sources make equal bytes.
 *
 * @module
 */

import asc from "assemblyscript/asc";

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
    compiled.push({ path, text: moduleOf(name, words, wasm.toBase64()), wat });
  }
  return compiled;
}

async function compile(source: string, name: string): Promise<{ wasm: Uint8Array; wat: string }> {
  const written = new Map<string, string | Uint8Array>();
  const { error, stderr } = await asc.main([
    `${name}.ts`,
    ...["--outFile", "out.wasm", "--textFile", "out.wat"],
    ...["--runtime", "stub", "--enable", "simd", "--noAssert", "-O3", "--converge"],
  ], {
    readFile: (path: string) => read(`${source}/${path.replace(/\.ts$/, ".as")}`),
    writeFile: (path: string, contents: string | Uint8Array) => void written.set(path, contents),
    listFiles: () => [],
  });
  const wasm = written.get("out.wasm"), wat = written.get("out.wat");
  if (error !== null || !(wasm instanceof Uint8Array) || typeof wat !== "string") {
    throw new Error(`Cannot compile ${name}.as because the compiler refuses it: given\n${stderr}`);
  }
  return { wasm, wat };
}

/** What the compiler asks for is there, or it looks elsewhere. */
function read(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
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
