/** What is said of the sectors of a disk: the legend, and all of it in a line where there is no picture. @module */

import { oneLine } from "../text.ts";
import type { DiskStep, Sector, SectorFile, SectorOptions } from "./options.ts";

const marks: Readonly<Record<Sector["state"], string>> = {
  durable: "=",
  unsure: "~",
  lost: "x",
  changed: "!",
};

/** All of a picture in a line: of each step the files, their sectors as marks. */
export function plainText(steps: readonly DiskStep[], { title, crash }: SectorOptions): string {
  const said = steps.map(({ words, told, files }) =>
    `${words}${told === undefined ? "" : ` (${told})`}: ${filesText(files)}`
  );
  const ending = crash === undefined
    ? []
    : [`a crash: ${crash.words}; left: ${filesText(crash.files)}`];
  return oneLine(`${title} (${[...said, ...ending].join("; ")})`);
}

function filesText(files: readonly SectorFile[]): string {
  if (files.length === 0) return "no files";
  return files.map(({ name, named = true, sectors }) =>
    `${name}${named ? "" : "?"} [${sectors.map(({ state }) => marks[state]).join("")}]`
  ).join(" ");
}

/** What stands under the picture: only what is in it. */
export function legendOf(steps: readonly DiskStep[], { crash }: SectorOptions): readonly string[] {
  const files = [...steps, ...crash === undefined ? [] : [crash]].flatMap((step) => step.files);
  const states = new Set(files.flatMap(({ sectors }) => sectors.map(({ state }) => state)));
  return [
    "a box: a sector of a file, and what it holds",
    ...states.has("durable") ? ["filled: it survives a crash"] : [],
    ...states.has("unsure") ? ["dashed: it may, or may not"] : [],
    ...states.has("lost") ? ["crossed: it is lost"] : [],
    ...states.has("changed") ? ["red: it is not what was written"] : [],
    ...files.some(({ named = true }) => !named) ? ["name with “?”: the name may be lost"] : [],
  ];
}
