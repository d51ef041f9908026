/** Output commit, with a crash at every operation of the disk, and everything that each may leave. */

import { assert, assertEquals } from "@std/assert";
import { decodePlain } from "../codec/decode_plain.ts";
import type { Protocol } from "../model/protocol.ts";
import { CrashExplorer } from "../storage/disk/crash_explorer.ts";
import { SimulatedDisk } from "../storage/disk/simulated_disk.ts";
import type { AsyncDisk } from "./async_disk.ts";
import { Draws } from "./draws.ts";
import { GroupCommit } from "./group_commit.ts";
import { Journal } from "./journal.ts";
import { type LogKind, logs } from "./log_kinds_test.ts";
import { HostedNode } from "./node.ts";

type Message = { type: "add" } | { type: "get" };

/** Counts, and saves each count in two records, so that a step torn in half would show. */
const counter: Protocol<{ count: number }, Message, never, string> = {
  start: (_, journal) => {
    const last = journal.at(-1) ?? "end 0";
    assert(last.startsWith("end "), `half a step was recovered: ${journal}`);
    return { count: Number(last.slice(4)) };
  },
  upon: {
    add(s, { from }, io) {
      s.count++;
      io.save(`begin ${s.count}`);
      io.save(`end ${s.count}`);
      io.answer(from, s.count);
    },
    get: (s, { from }, io) => io.answer(from, s.count),
  },
};

type PatientDisk = SimulatedDisk & AsyncDisk;

/** A disk that need not be waited for. */
function patient(disk: SimulatedDisk): PatientDisk {
  return Object.assign(disk, {
    async syncLater(name: string): Promise<void> {
      // What is asked in between waits for the next sync.
      await Promise.resolve();
      disk.sync(name);
    },
    async syncFolderLater(): Promise<void> {
      await Promise.resolve();
      disk.syncFolder();
    },
  });
}

/** How many times something was asked for, and how many of them the answer counts. */
interface Run {
  readonly asked: number;
  readonly answered: number;
}

interface How {
  readonly kind: LogKind;
  readonly fromState: boolean;
  readonly apart: boolean;
}

/** One life: asks for a few things at a time, and tells at every change how far it is, from `before` on. */
async function live(
  disk: PatientDisk,
  { kind, fromState, apart }: How,
  before: number,
  tell: (run: Run) => void,
): Promise<Run> {
  let run: Run = { asked: before, answered: before };
  const note = (change: Partial<Run>) => tell(run = { ...run, ...change });
  let state: () => { count: number } | undefined = () => undefined;
  const journal = new Journal<string>(await kind.open(disk), {
    compactBytes: kind.name.includes("write-ahead") ? 250 : 50,
    compact: (records: readonly string[]) => records.slice(-1),
    // Syncs take no time, so that every run is the same.
    now: () => 0,
    checkpoint: () => fromState ? [`end ${state()!.count}`] : undefined,
  });
  const commits = new GroupCommit(journal, (error) => {
    throw error;
  });
  const node = new HostedNode(0, counter, {
    nodes: 1,
    draws: new Draws(Draws.seed()),
    commit(records, leave) {
      if (!apart) return commits.commit(records, leave);
      // Nothing waits for the records themselves, so that they are synced beside other work.
      if (records !== undefined) commits.commit(records, undefined);
      commits.commit(undefined, leave);
    },
    pack: () => ({ bytes: new Uint8Array(), encoding: "plain", lane: "urgent" }),
    send: () => {},
    answer: (_, result) =>
      note({ answered: Math.max(run.answered, decodePlain(result) as number) }),
    failed: (where, error) => assert(false, `${where}: ${error}`),
  });
  state = () => node.state;
  node.start(journal.read());
  for (const adds of [1, 3, 2, 1]) {
    for (let i = 0; i < adds; i++) {
      note({ asked: run.asked + 1 });
      node.receive(1, { type: "add" });
      await Promise.resolve();
    }
    node.receive(1, { type: "get" });
    await commits.settled();
  }
  await journal.stop();
  return run;
}

/** The count that a node starts with on a disk. */
function recovered(kind: LogKind, files: ReadonlyMap<string, Uint8Array>): Promise<number> {
  return recoveredOn(kind, new SimulatedDisk({ files }));
}

async function recoveredOn(kind: LogKind, disk: SimulatedDisk): Promise<number> {
  const log = await kind.open(patient(disk));
  const options = { compactBytes: Infinity, compact: (records: readonly string[]) => [...records] };
  return counter.start(undefined as never, new Journal<string>(log, options).read()).count;
}

/** What a crash left, and what had been promised before it. */
interface Left {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly run: Run;
}

/** Everything that a crash may leave at any moment of a life, which begins with what is on a disk. */
async function allLeft(
  how: How,
  perCrash: number,
  files: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<{ left: Left[]; crashes: number }> {
  const before = await recovered(how.kind, files), promised = { asked: before, answered: before };
  const disk = patient(new SimulatedDisk({ sectorBytes: 20, tearBytes: 1, files })),
    left: Left[] = [];
  const explorer = new CrashExplorer<Run>(disk, (state, run = promised) => {
    left.push({ files: new Map(state.names().map((name) => [name, state.read(name)])), run });
  }, { perCrash });
  const run = await live(disk, how, before, (now) => explorer.promise(now));
  assertEquals(run, { asked: before + 7, answered: before + 7 });
  return { left, crashes: explorer.end().crashes };
}

/** Nothing that was answered is lost, and nothing is there that nobody asked for. */
async function assertKept(kind: LogKind, left: readonly Left[]): Promise<void> {
  for (const { files, run: { answered, asked } } of left) {
    const count = await recovered(kind, files);
    const words = `${count} were counted, of ${answered} answered and ${asked} asked for`;
    assert(count >= answered && count <= asked, words);
  }
}

/** A process dies and the machine goes on: what the next one reads, it may tell, and so it stays. */
async function afterDeaths(kind: LogKind): Promise<{ found: number; states: number }> {
  const disk = patient(new SimulatedDisk({ sectorBytes: 20, anyNames: true }));
  const dead: { disk: SimulatedDisk; run: Run }[] = [];
  let run: Run = { asked: 0, answered: 0 }, states = 0;
  disk.before = () => {
    dead.push({ disk: disk.afterProcessDeath(), run });
  };
  await live(disk, { kind, fromState: true, apart: true }, 0, (now) => run = now);
  for (const { disk: next, run } of dead) {
    const left: Left[] = [];
    const explorer = new CrashExplorer<Run>(next, (state, now = run) => {
      left.push({
        files: new Map(state.names().map((name) => [name, state.read(name)])),
        run: now,
      });
    }, { perCrash: 4 });
    const count = await recoveredOn(kind, next);
    explorer.promise({ ...run, answered: count });
    explorer.end();
    await assertKept(kind, left);
    assert(count >= run.answered && count <= run.asked, `${count} of ${run.answered} answered`);
    states += left.length;
  }
  return { found: dead.length, states };
}

/**
 * How many deaths there are, and how many states after them, at least: pieces of a checkpoint are written a timer apart,
 * and steps a turn of the event loop, so on a busy machine some more operations of the disk may come between.
 */
const deaths: Readonly<Record<string, readonly [deaths: number, states: number]>> = {
  "a write-ahead log": [18, 158],
  "the naive engine": [15, 149],
  "the log-structured store": [21, 359],
  "the tree that copies": [29, 308],
  "the tree with a log": [35, 798],
};

for (const kind of logs) {
  for (const fromState of [false, true]) {
    for (const apart of [false, true]) {
      const isWal = kind.name.includes("write-ahead");
      // However a checkpoint is made, an engine is asked to write the same.
      if (!isWal && !fromState && apart) continue;
      const how = fromState ? "from the state" : "from the log";
      const when = apart ? "beside other work" : "on the spot";
      Deno.test(`${kind.name}: after a crash at any moment all that was answered is there: synced ${when}, compacted ${how}`, async () => {
        const { left, crashes } = await allLeft({ kind, fromState, apart }, isWal ? 300 : 30);
        await assertKept(kind, left);
        assert(crashes > 15 && left.length > 200, `${crashes} crashes, ${left.length} disks`);
      });
    }
  }

  Deno.test(`${kind.name}: nor is anything lost by a crash after a crash`, async () => {
    const how = { kind, fromState: true, apart: true };
    const { left } = await allLeft(how, 3);
    for (let i = 0; i < left.length; i += Math.ceil(left.length / 8)) {
      await assertKept(kind, (await allLeft(how, 3, left[i]!.files)).left);
    }
  });

  Deno.test(`${kind.name}: its process dies at any moment, the next recovers, the power fails`, async () => {
    const { found, states } = await afterDeaths(kind), [least, leastStates] = deaths[kind.name]!;
    assert(found >= least && states >= leastStates, `${found} deaths, ${states} states`);
  });
}
