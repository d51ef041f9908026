/**
 * `deno task bench [--check] [peers [porcupine|stateright] [FILE…]]`: what is measured beside its limit, or
 * beside what others have built; a FILE is a recorded history or a folder of them. `--check` fails on a
 * missed target.
 *
 * @module
 */

import { helps } from "../tools/command/help.ts";
import { measureIsolation } from "./isolation/isolation.ts";
import { comparePeers } from "./peers/peers.ts";
import { measureRaft } from "./raft/raft.ts";
import { met, table } from "./row.ts";
import { measureSimulator } from "./sim/sim.ts";

const help = `deno task bench [--check] [peers [porcupine|stateright] [FILE…]]

Measures beside limits; with "peers", beside what others have built, which takes Go or Rust. A FILE is a
recorded history or a folder of them.

  --check   end with 1 when a target is missed
  --help    this text`;

if (helps(Deno.args, help)) Deno.exit();
const [group, ...rest] = Deno.args.filter((argument) => argument !== "--check");
const unknown = group === "peers" ? rest.find((argument) => argument.startsWith("-")) : group;
if (unknown !== undefined) {
  console.error(`Cannot run benchmarks as the options are --check and peers: given ${unknown}`);
  Deno.exit(2);
}
const good = group === "peers" ? await measurePeers() : measureLimits();
if (Deno.args.includes("--check") && !good) Deno.exit(1);

async function measurePeers(): Promise<boolean> {
  try {
    return await comparePeers(rest);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    Deno.exit(2);
  }
}

function measureLimits(): boolean {
  const rows = [...measureSimulator(), ...measureRaft(), ...measureIsolation()];
  console.log(table(rows));
  return rows.every(met);
}
