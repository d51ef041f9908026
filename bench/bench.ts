/**
 * `deno task bench [--check] [--json FILE] [peers [porcupine|stateright] [FILE…]]`: what is measured beside
 * its limit, or beside what others have built; a FILE is a recorded history or a folder of them. `--check`
 * fails on a missed target.
 *
 * @module
 */

import { parseCommandLine } from "../tools/command/command_line.ts";
import { helps } from "../tools/command/help.ts";
import { exitWith, quoted, refuse } from "../tools/command/usage_error.ts";
import { flag, text } from "../tools/command/option.ts";
import { measureIsolation } from "./isolation/isolation.ts";
import { comparePeers } from "./peers/peers.ts";
import { measureRaft } from "./raft/raft.ts";
import { met, table } from "./row.ts";
import { measureSimulator } from "./sim/sim.ts";

const help = `deno task bench [--check] [--json FILE] [peers [porcupine|stateright] [FILE…]]

Measures beside limits; with "peers", beside what others have built, which takes Go or Rust. A FILE after
"peers" is a recorded history or a folder of them.

  --check       end with 1 when a target is missed
  --json FILE   write the rows, for bench/compare.ts; not with "peers"
  --help        this text`;

async function main(args: readonly string[]): Promise<number> {
  if (helps(args, help)) return 0;
  const purpose = "run benchmarks";
  const { values: { check, json }, words } = parseCommandLine({
    purpose,
    words: true,
    options: { check: flag(), json: text("a file") },
  }, args);
  const [group, ...rest] = words;
  if (group === "peers" && json === undefined) {
    return await comparePeers(rest) || !check ? 0 : 1;
  }
  if (group !== undefined) {
    refuse(purpose, 'words must begin with "peers", without --json', quoted(words));
  }
  const rows = [...measureSimulator(), ...measureRaft(), ...measureIsolation()];
  console.log(table(rows));
  if (json !== undefined) await Deno.writeTextFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  return rows.every(met) || !check ? 0 : 1;
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
