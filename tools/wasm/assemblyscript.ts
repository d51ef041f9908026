/**
 * Compiles one module with the compiler of AssemblyScript, in a process of its own: what is in the lock file of the
 * project, everybody downloads who imports any package at all, and this compiler is 100 MB that hardly anybody needs.
 * `compiler.lock` pins it. Its arguments are the folder of the sources and the module's name; it prints an {@link Answer}
 * as JSON.
 *
 * @module
 */

/** What was compiled, or what the compiler says against it. */
export type Answer =
  | { readonly wasm: string; readonly wat: string }
  | { readonly refused: string };

/** A name that is computed, or checking this file would put the package into the lock file of the project. */
const compiler: string = "npm:assemblyscript@0.28.20/asc";

/** `wasm` is in base 64. */
async function compile(source: string, name: string): Promise<Answer> {
  const { main } = (await import(compiler)).default;
  const written = new Map<string, string | Uint8Array>();
  const { error, stderr } = await main([
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
    return { refused: String(stderr) };
  }
  return { wasm: wasm.toBase64(), wat };
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

if (import.meta.main) {
  const [source, name] = Deno.args as [string, string];
  console.log(JSON.stringify(await compile(source, name)));
}
