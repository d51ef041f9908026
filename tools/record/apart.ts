/**
 * A run in a process of its own, for databases that come as a package of npm: what is to be run is its one
 * argument, and what it prints is the recording.
 *
 * @module
 */

import {
  readRecording,
  type Recording,
  writeRecording,
} from "hb/laboratory/transactions/recorded.ts";
import { fileURLToPath } from "node:url";
import { type Kind, kindOf } from "./kinds.ts";
import { withPackages } from "./packages.ts";
import { record, type Wanted } from "./record.ts";

/** Whether a package may be downloaded that is not on this machine yet. */
export interface Apart {
  readonly download: boolean;
}

/** Runs it; throws what the process says last where that fails. */
export async function recordApart(
  { database, level }: Kind,
  wanted: Wanted,
  { download }: Apart,
): Promise<Recording> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", ...withPackages, ...(download ? [] : ["--cached-only"])],
      ...[fileURLToPath(import.meta.url), JSON.stringify({ database, level, ...wanted })],
    ],
    stdin: "null",
    env: { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" },
  }).output();
  if (success) return readRecording(JSON.parse(new TextDecoder().decode(stdout))).recording;
  const lines = new TextDecoder().decode(stderr).trim().split("\n");
  throw new Error(lines.find((line) => line.includes("Cannot ")) ?? lines.join("\n"));
}

async function main([text = "{}"]: readonly string[]): Promise<void> {
  const { database, level, ...wanted } = JSON.parse(text) as Wanted & Kind;
  console.log(writeRecording(await record(kindOf(database, level)!, wanted)));
}

if (import.meta.main) await main(Deno.args);
