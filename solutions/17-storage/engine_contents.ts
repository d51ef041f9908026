/** Which files count: a small file that is replaced whole. */

import { crc32c, type Disk } from "../../exercises/17-storage/given.ts";
import { replace } from "./replace.ts";

/** The log, the tables, the newest first, and the number of the next file. */
export interface Contents {
  readonly log: string;
  readonly tables: readonly string[];
  readonly next: number;
}

const NAME = "contents", CHECK = 8;

/** What a disk says that counts; nothing if no engine has ever been there. */
export function readContents(disk: Disk): Contents | undefined {
  const bytes = replace.open(disk, NAME);
  if (bytes === undefined) return undefined;
  const text = new TextDecoder().decode(bytes),
    [check, json] = [text.slice(0, CHECK), text.slice(CHECK)];
  if (checkOf(json) === check) return JSON.parse(json);
  throw new Error(
    `Cannot read ${NAME} because its check must fit: given other bytes than were written`,
  );
}

/** Makes it durable. All that it names is durable by then, but for its name. */
export function writeContents(disk: Disk, contents: Contents): void {
  const json = JSON.stringify(contents);
  disk.syncFolder();
  replace.replace(disk, NAME, new TextEncoder().encode(checkOf(json) + json));
}

/** Removes what does not count. */
export function tidy(disk: Disk, { log, tables }: Contents): void {
  for (const name of disk.names()) {
    if (![NAME, log, ...tables].includes(name)) disk.remove(name);
  }
}

const checkOf = (json: string) =>
  crc32c(new TextEncoder().encode(json)).toString(16).padStart(CHECK, "0");
