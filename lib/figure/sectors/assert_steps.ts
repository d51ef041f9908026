/** Which disks can be drawn. @module */

import {
  assertFields,
  assertList,
  type Fields,
  list,
  oneOf,
  optional,
  record,
  someWords,
  text,
  yesOrNo,
} from "../refuse.ts";
import type { DiskCrash, DiskStep, SectorFile, SectorOptions } from "./options.ts";

const what = "a disk";
const stepFields: Fields = { words: someWords, told: optional(text), files: list };
const crashFields: Fields = { words: someWords, files: list, found: optional(text) };
const fileFields: Fields = { name: text, named: optional(yesOrNo), sectors: list };
const sectorFields: Fields = {
  text,
  state: oneOf("durable", "unsure", "lost", "changed"),
};

/** Throws unless all that is drawn of a disk over time is told. */
export function assertSteps(steps: readonly DiskStep[], options: SectorOptions): void {
  assertFields(what, "its", options, { title: someWords, crash: optional(record) });
  assertList(what, ["a step", "its steps"], steps, stepFields);
  for (const { words, files } of steps) assertFiles(`“${words}”`, files);
  const crash: DiskCrash | undefined = options.crash;
  if (crash === undefined) return;
  assertFields(what, "its crash", crash, crashFields);
  assertFiles("the crash", crash.files);
}

function assertFiles(when: string, files: readonly SectorFile[]): void {
  assertList(what, [`a file at ${when}`, `the files at ${when}`], files, fileFields);
  for (const { name, sectors } of files) {
    assertList(what, [`a sector of ${name}`, `the sectors of ${name}`], sectors, sectorFields);
  }
}
