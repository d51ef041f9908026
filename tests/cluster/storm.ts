/** Load and faults together, and then the verdict. */

import { ByteWriter } from "hb/codec/byte_writer.ts";
import { writeFrame } from "hb/codec/frame.ts";
import type { Address } from "hb/host/address.ts";
import { kinds, magic, writeKind } from "hb/host/wire.ts";
import { Random } from "hb/sim/random.ts";
import type { EngineName } from "../../tools/cluster/engines.ts";
import type { StoreKind } from "../../tools/cluster/store.ts";
import { judge } from "./judge.ts";
import { Load } from "./load.ts";
import { Processes } from "./processes.ts";

export interface StormOptions {
  /** What the cluster runs; default: what is usual. */
  readonly kind?: StoreKind;
  /** How many nodes there are; default 3. */
  readonly nodes?: number;
  /** What the logs are in; default: what is usual. */
  readonly engine?: EngineName;
  readonly forMs: number;
  /** How many operations must have been acknowledged, however long that takes. */
  readonly done?: number;
  readonly clients: number;
  readonly keys: number;
  readonly seed?: number;
  /** What happens to the nodes; default: everything. */
  readonly faults?: readonly Fault[];
}

/** What happened. */
export interface Storm {
  /** How many operations were acknowledged. */
  readonly done: number;
  readonly operations: number;
  readonly faults: number;
  /** What the nodes said. */
  readonly lines: readonly string[];
}

/** Runs a cluster in a storm; throws if its history is not that of one store. */
export async function storm(options: StormOptions): Promise<Storm> {
  const seed = options.seed ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
  await using processes = new Processes(options.nodes ?? 3, options.kind, options.engine);
  await processes.startAll();
  const { addresses } = processes, ranges = options.kind?.protocol === "multiraft";
  const load = new Load({ ...options, addresses, ranges, seed, timeoutMs: 3_000 });
  const asking = load.run();
  const enough = () => load.done >= (options.done ?? 0);
  const random = new Random(seed, "nemesis");
  const faults = await nemesis(processes, options, enough, random);
  // What comes after the faults must come to an end by itself.
  load.stop();
  await asking;
  await judge(load, processes, seed);
  // Everything is on the disks: all of them stop, and all of them start again.
  for (const node of addresses.keys()) {
    const { code } = await processes.end(node, "SIGTERM");
    if (code !== 0) throw new Error(`node ${node} did not stop well:\n${processes.tail()}`);
  }
  await processes.startAll();
  await judge(load, processes, seed);
  return { done: load.done, operations: load.history.length, faults, lines: processes.lines };
}

/** One fault after another, each with its end; returns how many there were. */
async function nemesis(
  processes: Processes,
  { forMs, faults: given = [kill, kill, stop, both, nonsense] }: StormOptions,
  enough: () => boolean,
  random: Random,
): Promise<number> {
  const end = performance.now() + forMs;
  const faults = [...given];
  if (forMs > 30_000) faults.push(freeze);
  let count = 0;
  await pause(400);
  // Each of them at least once, and enough work done, however slow the machine is.
  for (; count < faults.length || performance.now() < end || !enough(); count++) {
    const fault = faults[count < faults.length ? count : random.below(faults.length)]!;
    await fault(processes, random.below(processes.nodes), random);
    await pause(200 + random.below(400));
  }
  return count;
}

/** Something that happens to a node, with its end. */
export type Fault = (processes: Processes, node: number, random: Random) => Promise<void>;

/** A node dies, and starts again; what it wrote last may be torn. */
export const kill: Fault = async (processes, node, random) => {
  await processes.end(node, "SIGKILL");
  if (random.chance(0.5)) processes.tear(node, random.below(200) + 1);
  await pause(100 + random.below(600));
  await processes.start(node);
};

const stop: Fault = async (processes, node, random) => {
  processes.signal(node, "SIGSTOP");
  await pause(300 + random.below(900));
  processes.signal(node, "SIGCONT");
};

/** So long that the others give its connections up. */
const freeze: Fault = async (processes, node) => {
  processes.signal(node, "SIGSTOP");
  await pause(6_000);
  processes.signal(node, "SIGCONT");
};

/** Two at a time: nobody is served meanwhile, and nothing may be lost. */
export const both: Fault = async (processes, node, random) => {
  const other = (node + 1) % processes.nodes;
  await Promise.all([node, other].map((each) => processes.end(each, "SIGKILL")));
  await pause(100 + random.below(300));
  await Promise.all([node, other].map((each) => processes.start(each)));
};

/** What a node says of a peer of another cluster, and of bytes that are no protocol. */
export const refusals = ['it is of cluster "another"', "it does not speak this protocol"] as const;

/** A peer of another cluster, and bytes that are no protocol. */
const nonsense: Fault = async (processes, node) => {
  const writer = new ByteWriter();
  writer.bytes(Uint8Array.from(magic));
  writeFrame(
    writer,
    (frame) => writeKind(frame, kinds.hello, { cluster: "another", node: 0, to: node, nodes: 3 }),
  );
  const noise = crypto.getRandomValues(new Uint8Array(5_000));
  for (const [bytes, words] of [[writer.view(), refusals[0]], [noise, refusals[1]]] as const) {
    const from = processes.lines.length, end = performance.now() + 120_000;
    const isSaid = () => processes.lines.slice(from).some((line) => line.includes(words));
    // A machine with much else to do may be too slow even for this, and is talked to again.
    while (!isSaid() && performance.now() < end) {
      await visit(processes.addresses[node]!, bytes);
      await pause(20);
    }
  }
};

async function visit(address: Address, bytes: Uint8Array): Promise<void> {
  try {
    using socket = await Deno.connect(address as Deno.ConnectOptions);
    await socket.write(bytes);
    while (await socket.read(new Uint8Array(100)) !== null);
  } catch {
    // It hung up, as it should.
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
