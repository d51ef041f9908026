/**
 * `deno task wasm`: compiles the vectorised loops anew, after their sources have changed. A test fails while the bytes that
 * are committed are others.
 *
 * @module
 */

import { parseCommandLine } from "./command/command_line.ts";
import { helps } from "./command/help.ts";
import { flag } from "./command/option.ts";
import { typed } from "./command/typed.ts";
import { exitWith } from "./command/usage_error.ts";
import { repositoryRoot as root } from "./run/locate.ts";
import { compileAll } from "./wasm/compile.ts";

const help = `${typed("wasm")} [--wat]

Compiles lib/placement/simd/source/ to the modules beside it that hold WebAssembly.

  --wat    print the modules in WebAssembly's text format, and write nothing
  --help   this text`;

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, help)) return 0;
  const { values: { wat } } = parseCommandLine({
    purpose: "compile to WebAssembly",
    words: false,
    options: { wat: flag() },
  }, args);
  for (const compiled of await compileAll(root)) {
    if (wat) {
      console.log(compiled.wat);
      continue;
    }
    await Deno.writeTextFile(`${root}/${compiled.path}`, compiled.text);
    console.log(`${compiled.path}: ${compiled.text.length} characters`);
  }
  return 0;
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
