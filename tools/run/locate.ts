/**
 * Where in a cell something was thrown. The kernel reports lines of the JavaScript that it emitted:
 * without types, without blank lines, its literals laid out anew. So we have Deno emit the cell once
 * more, with a source map, and look the line up.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { bindings, type ImportStatement, replaceImports } from "../tangle/imports.ts";
import { originalLine } from "./source_map.ts";

/** What is wrong, and the line in the cell, from 1, where it is known. */
export interface Trouble {
  readonly message: string;
  readonly line?: number;
}

/** What a kernel says of an exception. */
export interface Thrown {
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
}

/** Finds the line in `source` at which running it threw. */
export async function locate(source: string, thrown: Thrown): Promise<Trouble> {
  // The kernel could not even load the cell, and does not tell why. Deno does.
  if (thrown.message === "Execution failed" && thrown.traceback.length === 0) {
    const { trouble } = await emit(source);
    return trouble ?? { message: "the kernel could not load the cell" };
  }
  const message = `${thrown.name}: ${plain(thrown.message)}`;
  const emittedLine = lineInCell(thrown.traceback);
  if (emittedLine === undefined) return { message };
  const { script } = await emit(replaceImports(source, asKernelEmits));
  const line = script === undefined ? undefined : originalLine(script, emittedLine);
  return line === undefined ? { message } : { message, line };
}

/**
 * The frame outside of any function is the cell's own. A frame in a function may be of an earlier cell,
 * since the kernel calls all of them `<anonymous>`.
 */
function lineInCell(traceback: readonly string[]): number | undefined {
  const frames = traceback.map(plain);
  const own = frames.findLast((frame) => /^\s*at (async )?<anonymous>:\d+:\d+$/.test(frame));
  const line = /<anonymous>:(\d+):\d+/.exec(own ?? "")?.[1];
  return line === undefined ? undefined : Number(line);
}

/** Text without the codes that colour it. */
export function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}

/** The kernel loads imports when the cell runs. An import in a file would be loaded to emit it. */
function asKernelEmits(statement: ImportStatement): string {
  if (statement.typeOnly) return "";
  const values = bindings(statement).filter((binding) => !binding.typeOnly);
  const namespace = values.find((binding) => binding.imported === "*");
  if (namespace !== undefined) return `const ${namespace.local} = await import("" + "");`;
  const names = values.map(({ imported, local }) =>
    imported === local ? local : `${imported}: ${local}`
  );
  if (names.length === 0) return `await import("" + "");`;
  // The line ends keep the kernel's layout: a pattern on one line stays there.
  const between = statement.text.includes("\n") ? ",\n" : ", ";
  return `const { ${names.join(between)} } = await import("" + "");`;
}

interface Emitted {
  readonly script?: string;
  readonly trouble?: Trouble;
}

async function emit(source: string): Promise<Emitted> {
  const folder = `${repositoryRoot}/.cache/locate`;
  const name = `cell-${crypto.randomUUID()}.ts`;
  const file = `${folder}/${name}`;
  await Deno.mkdir(folder, { recursive: true });
  try {
    await Deno.writeTextFile(file, source);
    const { success, stderr } = await deno(["cache", "--quiet", "--no-lock", name], folder);
    if (!success) return { trouble: readTrouble(stderr, name) };
    const { stdout } = await deno(["info", "--json"], folder);
    const gen: string = JSON.parse(stdout).typescriptCache;
    const absolute = await Deno.realPath(file);
    const script = await Deno.readTextFile(`${gen}/file${absolute}.js`).catch(() => undefined);
    return script === undefined ? {} : { script };
  } finally {
    await Deno.remove(file).catch(() => {});
  }
}

async function deno(args: string[], cwd: string) {
  const env = { NO_COLOR: "1" };
  const output = await new Deno.Command(Deno.execPath(), { args, cwd, env, stdin: "null" })
    .output();
  const text = new TextDecoder();
  return {
    success: output.success,
    stdout: text.decode(output.stdout),
    stderr: text.decode(output.stderr),
  };
}

function readTrouble(stderr: string, name: string): Trouble {
  const said = plain(stderr);
  const message = (/error: (.*)/.exec(said)?.[1] ?? said.trim()).replace(/ at file:\S+$/, "");
  const line = new RegExp(`${name.replaceAll(".", "\\.")}:(\\d+)`).exec(said)?.[1];
  return line === undefined ? { message } : { message, line: Number(line) };
}

/** The path of the repository. */
export const repositoryRoot: string = fileURLToPath(new URL("../..", import.meta.url))
  .replace(/[\\/]$/, "");
