/** A copy of the project with one exercise, in which a reader can work without touching the real one. */

import { repositoryRoot as root } from "../../tools/run/mod.ts";

/** What the copy has of the project. */
const FILES = ["deno.json", "deno.lock"];
const FOLDERS = ["lib", "tools", "exercises/01-replay", "solutions/01-replay"];

/** Makes a copy, works in it, and removes it. */
export async function inProject(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "learn-" }));
  try {
    for (const file of FILES) await Deno.copyFile(`${root}/${file}`, `${folder}/${file}`);
    for (const each of FOLDERS) await copy(`${root}/${each}`, `${folder}/${each}`);
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Puts the exercise back as it is given, and forgets the reader. */
export async function fresh(folder: string): Promise<void> {
  await copy(`${root}/exercises/01-replay`, `${folder}/exercises/01-replay`);
  await Deno.remove(`${folder}/.learn.json`).catch(() => {});
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copy(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

/** Puts the reference answer to a part where the reader's belongs, as a reader would have written it. */
export async function solve(folder: string, file: string): Promise<void> {
  const text = await Deno.readTextFile(`${folder}/solutions/01-replay/${file}`);
  const own = text.replaceAll("../../exercises/01-replay/", "./");
  await Deno.writeTextFile(`${folder}/exercises/01-replay/${file}`, own);
}

/** Writes a file of the exercise. */
export async function write(folder: string, file: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${folder}/exercises/01-replay/${file}`, text);
}

/** An answer to part 1 that never ends; the loop is in line 4. */
export const endless = `import type { Upon } from "./office.ts";

export const ticket: Upon["ticket"] = (s) => {
  while (s.calls >= 0) s.calls += 1;
};
`;

/** An answer to part 3 that enters a thing again when it is asked again. */
export const forgetful = `import { memoryOf, type Upon } from "./office.ts";

export const register: Upon["register"] = (s, { from, call, thing }, io) => {
  const { tickets } = memoryOf(s, from);
  const ticket = s.book.push(thing);
  tickets.set(call, ticket);
  io.send(from, { type: "ticket", call, ticket });
};
`;
