/**
 * `deno task bench [--check] [--json FILE] [peers … | host …]`: what is measured beside its limit, or beside
 * what others have built. `--check` fails on a missed target.
 *
 * @module
 */

import { parseCommandLine } from "../tools/command/command_line.ts";
import { helps } from "../tools/command/help.ts";
import { exitWith, quoted, refuse } from "../tools/command/usage_error.ts";
import { flag, text } from "../tools/command/option.ts";
import { measureHost } from "./host/host.ts";
import { largeHost } from "./host/large.ts";
import { measureReads } from "./host/reads.ts";
import { stormHost } from "./host/storm.ts";
import { measureIsolation } from "./isolation/isolation.ts";
import { comparePeers } from "./peers/peers.ts";
import { measureRaft } from "./raft/raft.ts";
import { met, table } from "./row.ts";
import { measureSimulator } from "./sim/sim.ts";
import { typed } from "../tools/command/typed.ts";

const help = `${typed("bench")} [--check] [--json FILE]
${typed("bench")} [--check] peers [porcupine|stateright] [FILE…]
${typed("bench")} [--check] host [SECONDS]
${typed("bench")} [--check] host storm [SECONDS]
${typed("bench")} [--check] host large [SECONDS]
${typed("bench")} [--check] host reads [SECONDS]

Measures beside limits; with "peers", beside what others have built, which takes Go or Rust. A FILE after
"peers" is a recorded history or a folder of them. With "host", the hosted store beside etcd, if that is
installed, SECONDS a turn (4); with "host storm", 64 clients for SECONDS (300) without a fault: whether the
leader stayed, the worst put, and every step, sync and turn of the event loop above 50 ms; with "host
large", the same for SECONDS (60) on a store of 40 MB, of which a follower is killed and comes back when it
needs a snapshot; with "host reads", each way to read beside reads through the log, SECONDS a turn (2).

  --check       end with 1 when a target is missed
  --json FILE   write the rows, for bench/compare.ts; not with "peers"
  --help        this text`;

/** What is measured beside a limit. */
const measures = {
  "the simulator": measureSimulator,
  "Raft": measureRaft,
  "the isolation of histories": measureIsolation,
};

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
  if (group === "host" && json === undefined) {
    const seconds = Number(rest.at(-1)), isNumber = rest.length > 0 && !Number.isNaN(seconds);
    const kind = isNumber ? rest.slice(0, -1) : rest;
    if ((isNumber && !(seconds > 0)) || !["", "storm", "large", "reads"].includes(kind.join())) {
      refuse(
        purpose,
        'after "host" there must be "storm", "large" or "reads" and a number of seconds, or less',
        quoted(rest),
      );
    }
    const given = isNumber ? seconds : undefined;
    const run = {
      "": () => measureHost(given ?? 4),
      storm: () => stormHost(given ?? 300),
      large: () => largeHost(given ?? 60),
      reads: () => measureReads(given ?? 2),
    }[kind.join()]!;
    return await run() || !check ? 0 : 1;
  }
  if (group !== undefined) {
    refuse(purpose, 'words must begin with "peers" or "host", without --json', quoted(words));
  }
  const rows = Object.entries(measures).flatMap(([words, measure]) => {
    // Each takes a while and lets nobody in between.
    console.error(`Measuring ${words}`);
    return [...measure()];
  });
  console.log(table(rows));
  if (json !== undefined) await Deno.writeTextFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  return rows.every(met) || !check ? 0 : 1;
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
