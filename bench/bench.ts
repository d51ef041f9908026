/**
 * `deno task bench [--check] [--json FILE] [peers … | host … | wire | placement | crdt | signatures]`: what is measured
 * beside its limit, or beside what others have built. `--check` fails on a missed target.
 *
 * @module
 */

import { parseCommandLine } from "../tools/command/command_line.ts";
import { helps } from "../tools/command/help.ts";
import { exitWith, quoted, refuse } from "../tools/command/usage_error.ts";
import { flag, text } from "../tools/command/option.ts";
import { reasonOf } from "hb/host/operational_error.ts";
import { startCrdt } from "./crdt/start.ts";
import { measureHost } from "./host/host.ts";
import { largeHost } from "./host/large.ts";
import { measureReads } from "./host/reads.ts";
import { stormHost } from "./host/storm.ts";
import { measureTls } from "./host/tls.ts";
import { measureIsolation } from "./isolation/isolation.ts";
import { comparePeers } from "./peers/peers.ts";
import { measurePlacement } from "./placement/placement.ts";
import { measureRaft } from "./raft/raft.ts";
import { met, table } from "./row.ts";
import { startStorage } from "./storage/start.ts";
import { measureSignatures } from "./signatures/signatures.ts";
import { measureSimulator } from "./sim/sim.ts";
import { measureCompression } from "./wire/compress.ts";
import { measureGrpc } from "./wire/grpc.ts";
import { measureWire, report } from "./wire/wire.ts";
import { typed } from "../tools/command/typed.ts";

const help = `${typed("bench")} [--check] [--json FILE]
${typed("bench")} [--check] peers [porcupine|stateright] [FILE…]
${typed("bench")} [--check] host [SECONDS]
${typed("bench")} [--check] host storm [SECONDS]
${typed("bench")} [--check] host large [SECONDS]
${typed("bench")} [--check] host reads [SECONDS]
${typed("bench")} [--check] host tls [SECONDS]
${typed("bench")} [--check] [--json FILE] storage
${typed("bench")} wire [compress|grpc]
${typed("bench")} [--check] placement
${typed("bench")} [--check] crdt
${typed("bench")} signatures

Measures beside limits; with "peers", beside what others have built, which takes Go or Rust. A FILE after
"peers" is a recorded history or a folder of them. With "host", the hosted store beside etcd, if that is
installed, SECONDS a turn (4); with "host storm", 64 clients for SECONDS (300) without a fault: whether the
leader stayed, the worst put, and every step, sync and turn of the event loop above 50 ms; with "host
large", the same for SECONDS (60) on a store of 40 MB, of which a follower is killed and comes back when it
needs a snapshot; with "host reads", each way to read beside reads through the log, SECONDS a turn (2); with
"host tls", requests by TLS beside requests without, SECONDS for each load (5). With
"storage", storage engines beside LevelDB, RocksDB, SQLite and LMDB, which takes packages of npm: 20 MB at
the first time, and Debian's librocksdb7.8 for RocksDB. With "wire",
Raft's append messages in each format; with "wire compress", what is left of them and what that costs when they
are compressed; with "wire grpc", calls of gRPC beside the store's own frames. With
"placement", loops over keys with vectors of WebAssembly, beside scalars and beside TypeScript. With "crdt", shared texts beside Yjs and Automerge, which takes
packages of npm: whether they merge alike, and what long writing costs. With "signatures", quorum certificates
that are one signature of BLS, beside those that list signatures of Ed25519 by Web Crypto: sizes and times.

  --check       end with 1 when a target is missed
  --json FILE   write the rows, for bench/compare.ts; not with "peers" and "host"
  --help        this text`;

/** What is measured beside a limit. */
const measures = {
  "the simulator": measureSimulator,
  "Raft": measureRaft,
  "the isolation of histories": measureIsolation,
  "the wire": measureWire,
  "the loops of placement": measurePlacement,
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
  if (json !== undefined) assertWritable(purpose, json);
  if (group === "peers" && json === undefined) {
    return await comparePeers(rest) || !check ? 0 : 1;
  }
  if (group === "host" && json === undefined) {
    const seconds = Number(rest.at(-1)), isNumber = rest.length > 0 && !Number.isNaN(seconds);
    const kind = isNumber ? rest.slice(0, -1) : rest;
    if (
      (isNumber && !(seconds > 0)) || !["", "storm", "large", "reads", "tls"].includes(kind.join())
    ) {
      refuse(
        purpose,
        'after "host" there must be "storm", "large", "reads" or "tls" and a number of seconds, or less',
        quoted(rest),
      );
    }
    const given = isNumber ? seconds : undefined;
    const run = {
      "": () => measureHost(given ?? 4),
      storm: () => stormHost(given ?? 300),
      large: () => largeHost(given ?? 60),
      reads: () => measureReads(given ?? 2),
      tls: () => measureTls(given ?? 5),
    }[kind.join()]!;
    return await run() || !check ? 0 : 1;
  }
  if (group === "storage" && rest.length === 0) return await startStorage({ check, json });
  if (group === "crdt" && rest.length === 0 && json === undefined) {
    return await startCrdt({ check });
  }
  if (group === "wire" && rest.join() === "grpc" && json === undefined) {
    console.log(table(await measureGrpc()));
    return 0;
  }
  if (group === "wire" && rest.join() === "compress" && json === undefined) {
    console.log(table(measureCompression()));
    return 0;
  }
  if (group === "wire" && rest.length === 0 && json === undefined) {
    console.log(report());
    return 0;
  }
  if (group === "signatures" && rest.length === 0 && json === undefined) {
    console.log(table(await measureSignatures()));
    return 0;
  }
  if (group === "placement" && rest.length === 0 && json === undefined) {
    const rows = measurePlacement();
    console.log(table(rows));
    return rows.every(met) || !check ? 0 : 1;
  }
  if (group !== undefined) {
    refuse(
      purpose,
      'words must be "storage", "wire", "wire compress", "wire grpc", "placement", "crdt" or "signatures", or begin with ' +
        '"peers" or "host", without --json but for "storage"',
      quoted(words),
    );
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

/** Refuses a file that cannot be written, as measuring takes a while; makes it if it is not there. */
function assertWritable(purpose: string, file: string): void {
  try {
    Deno.openSync(file, { append: true, create: true }).close();
  } catch (error) {
    refuse(
      purpose,
      `--json must be a file that can be written (${reasonOf(error)})`,
      quoted([file]),
    );
  }
}

if (import.meta.main) await exitWith(() => main(Deno.args), 2);
