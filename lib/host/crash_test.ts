/** Output commit, with a crash at every operation of the disk, and everything that each may leave. */

import { assert, assertEquals } from "@std/assert";
import { decodePlain } from "../codec/decode_plain.ts";
import type { Protocol } from "../model/protocol.ts";
import { MemoryDisk } from "../storage/wal/memory_disk.ts";
import { Draws } from "./draws.ts";
import { GroupCommit } from "./group_commit.ts";
import { type AsyncDisk, Journal } from "./journal.ts";
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

class PatientMemoryDisk extends MemoryDisk implements AsyncDisk {
  async syncLater(name: string): Promise<void> {
    // What is asked in between waits for the next sync.
    await Promise.resolve();
    this.sync(name);
  }

  async syncFolderLater(): Promise<void> {
    await Promise.resolve();
    this.syncFolder();
  }
}

class Crash extends Error {}

/** One life: asks for a few things at a time, until it is done or crashes. */
async function live(disk: PatientMemoryDisk, fromState: boolean, apart: boolean) {
  const seen = { asked: 0, answered: 0, crashed: false };
  let state: () => { count: number } | undefined = () => undefined;
  const options = {
    disk,
    owner: "n",
    compactBytes: 250,
    compact: (records: readonly string[]) => records.slice(-1),
    checkpoint: () => fromState ? [`end ${state()!.count}`] : undefined,
    log: () => {},
  };
  try {
    const journal = new Journal<string>(options);
    const commits = new GroupCommit(journal, () => seen.crashed = true);
    const node = new HostedNode(0, counter, {
      nodes: 1,
      draws: new Draws(Draws.seed()),
      commit(records, leave) {
        if (!apart) return commits.commit(records, leave);
        // Nothing waits for the records themselves, so that they are synced beside other work.
        if (records !== undefined) commits.commit(records, undefined);
        commits.commit(undefined, leave);
      },
      send: () => {},
      answer: (_, result) => seen.answered = Math.max(seen.answered, decodePlain(result) as number),
      failed: (where, error) => assert(false, `${where}: ${error}`),
    });
    state = () => node.state;
    node.start(journal.read());
    for (const adds of [1, 3, 2, 1]) {
      for (let i = 0; i < adds; i++) {
        node.receive(1, { type: "add" });
        seen.asked++;
        await Promise.resolve();
      }
      node.receive(1, { type: "get" });
      await commits.settled();
      if (seen.crashed) break;
    }
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
    seen.crashed = true;
  }
  return seen;
}

/** The count that a node starts with on a disk. */
function recovered(disk: MemoryDisk): number {
  const patient = new PatientMemoryDisk(
    new Map(disk.names().map((name) => [name, disk.read(name)])),
  );
  const options = { disk: patient, owner: "n", compactBytes: Infinity, log: () => {} };
  const journal = new Journal<string>({ ...options, compact: (records) => [...records] });
  return counter.start(undefined as never, journal.read()).count;
}

for (const fromState of [false, true]) {
  for (const apart of [false, true]) {
    const how = fromState ? "from the state" : "from the log";
    const when = apart ? "beside other work" : "on the spot";
    Deno.test(`after a crash at any moment all that was answered is there: synced ${when}, compacted ${how}`, () =>
      crashEverywhere(fromState, apart));
  }
}

async function crashEverywhere(fromState: boolean, apart: boolean): Promise<void> {
  let crashes = 0, disks = 0;
  for (let at = 0;; at++) {
    const disk = new PatientMemoryDisk();
    disk.before = () => {
      if (disk.operations >= at) throw new Crash();
    };
    const { asked, answered, crashed } = await live(disk, fromState, apart);
    if (!crashed) {
      assertEquals([asked, answered], [7, 7]);
      break;
    }
    crashes++;
    for (const left of disk.afterCrash()) {
      disks++;
      const count = recovered(left);
      assert(count >= answered && count <= asked, `${count} of ${answered} to ${asked}, at ${at}`);
    }
  }
  assert(crashes > 15 && disks > 300, `${crashes} crashes, ${disks} disks`);
}
