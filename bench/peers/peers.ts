/**
 * What others have built, beside ours, in one run: each is an ordinary dependency of a small program here,
 * and is skipped in a plain line where its toolchain is missing.
 *
 * @module
 */

import { met, type Row, table } from "../row.ts";
import { compareWithStateright } from "./explorer.ts";
import { compareWithPorcupine } from "./linearizable.ts";

/** The comparisons by the name of the peer; each gives its rows, or says why there are none. */
const peers: ReadonlyMap<string, (files: readonly string[]) => Promise<Row[] | string>> = new Map([
  ["porcupine", compareWithPorcupine],
  ["stateright", compareWithStateright],
]);

/**
 * Prints the comparisons with the peers that are named, or with all, and says whether every target was
 * met. What names no peer is a file with a recorded history, or a folder of such, for the checkers.
 */
export async function comparePeers(args: readonly string[]): Promise<boolean> {
  const named = args.filter((arg) => peers.has(arg));
  const files = args.filter((arg) => !peers.has(arg)).flatMap(filesAt);
  let good = true;
  for (const [name, compare] of peers) {
    if (named.length > 0 && !named.includes(name)) continue;
    const rows = await compare(files);
    console.log(typeof rows === "string" ? rows : table(rows));
    if (typeof rows !== "string" && !rows.every(met)) good = false;
  }
  return good;
}

/** The file itself, or what a folder holds in the formats of histories. */
function filesAt(path: string): string[] {
  if (!Deno.statSync(path).isDirectory) return [path];
  return Array.from(Deno.readDirSync(path), ({ name }) => name)
    .filter((name) => /\.(log|txt|edn|jsonl?)$/.test(name)).sort().map((name) => `${path}/${name}`);
}
