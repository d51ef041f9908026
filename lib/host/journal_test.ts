import { assert, assertEquals } from "@std/assert";
import { encodePlain } from "../codec/encode_plain.ts";
import { SimulatedDisk } from "../storage/disk/simulated_disk.ts";
import type { AsyncDisk } from "./async_disk.ts";
import { Journal } from "./journal.ts";
import { nextTurn } from "./journal_log.ts";
import { type LogKind, logs } from "./log_kinds_test.ts";

/** Counts what is read back, and lets others have their turn while it syncs. */
class Disk extends SimulatedDisk implements AsyncDisk {
  reads = 0;

  override read(name: string): Uint8Array {
    this.reads++;
    return super.read(name);
  }

  async syncLater(name: string): Promise<void> {
    await nextTurn();
    this.sync(name);
  }

  async syncFolderLater(): Promise<void> {
    await nextTurn();
    this.syncFolder();
  }
}

type Saved = { readonly type: "put"; readonly key: string } | {
  readonly type: "all";
  readonly keys: ReadonlyMap<string, string>;
};

/** A journal of keys whose checkpoint is large, beside what it was when the last batch was appended. */
async function setUp(
  kind: LogKind,
  disk: Disk,
  { now = () => 0, refuse = () => {} }: {
    readonly now?: () => number;
    readonly refuse?: () => void;
  } = {},
) {
  const keys = new Map<string, string>();
  for (let i = 0; i < 5_000; i++) keys.set(`key ${i}`, "x".repeat(50));
  const log = await kind.open(disk, refuse);
  const divide = log.divide.bind(log), seen = { divisions: 0 };
  log.divide = () => {
    seen.divisions++;
    return divide();
  };
  const journal = new Journal<Saved>(log, {
    compact: () => {
      throw new Error("it was read back");
    },
    checkpoint: () => [{ type: "all", keys: new Map(keys) }],
    compactBytes: 1_000,
    now,
  });
  const put = async (key: string) => {
    keys.set(key, "");
    journal.append([encodePlain({ type: "put", key })]);
    await journal.sync();
    await journal.rest();
    // An engine may have waited for its disk, so that nobody had a turn.
    await nextTurn();
  };
  return { journal, log, put, keys, seen };
}

/** What the records add up to. */
function keysOf(records: readonly Saved[]): Set<string> {
  const keys = new Set<string>();
  for (const record of records) {
    if (record.type === "put") keys.add(record.key);
    else for (const key of record.keys.keys()) keys.add(key);
  }
  return keys;
}

for (const kind of logs) {
  Deno.test(`${kind.name}: a long journal is compacted from the state while it goes on, and not read back`, async () => {
    const disk = new Disk();
    const { journal, log, put, keys, seen } = await setUp(kind, disk);
    for (let i = 0; seen.divisions === 0; i++) await put(`before ${i}`);
    const reads = disk.reads;
    let meanwhile = 0;
    while (journal.compactions === 0) await put(`meanwhile ${meanwhile++}`);
    // A checkpoint of about 300 kB is written in five pieces or so, each in a turn of its own.
    assert(meanwhile > 3, `${meanwhile}`);
    assertEquals([disk.reads, seen.divisions], [reads, 1]);
    await put("afterwards");
    // The checkpoint holds all of the first, and they are gone.
    const entries = keysOf((await setUp(kind, disk)).journal.read().slice(1));
    assertEquals([...entries].filter((key) => key.startsWith("before")), []);
    assertEquals(entries.size, meanwhile + 1);
    const again = await setUp(kind, disk);
    assertEquals(again.log.size, log.size);
    assertEquals(keysOf(again.journal.read()), new Set(keys.keys()));
  });

  Deno.test(`${kind.name}: a journal that stops gives its checkpoint up, and is complete without it`, async () => {
    const disk = new Disk();
    const { journal, put, seen } = await setUp(kind, disk);
    for (let i = 0; seen.divisions === 0; i++) await put(`before ${i}`);
    await journal.stop();
    assertEquals(journal.compactions, 0);
    const { size } = keysOf((await setUp(kind, disk)).journal.read());
    assert(size > 10 && size < 1_000, `${size}`);
    assertEquals(disk.names().filter((name) => name.endsWith("checkpoint.new")), []);
  });

  Deno.test(`${kind.name}: a checkpoint that cannot be written is told at the next sync`, async () => {
    let error: unknown;
    const refuse = () => {
      throw new Error("the disk is full");
    };
    const { put } = await setUp(kind, new Disk(), { refuse });
    for (let i = 0; i < 500 && error === undefined; i++) {
      await put(`key ${i}`).catch((thrown) => error = thrown);
      await nextTurn();
    }
    assertEquals(String(error), "Error: the disk is full");
  });
}

/** Notes how it was synced, and takes its time. */
class SlowDisk extends Disk {
  readonly ways: string[] = [];
  syncMs = 0;

  /** The time, which passes while it syncs, and never else. */
  now = 0;

  override sync(name: string): void {
    this.ways.push("on the spot");
    this.now += this.syncMs;
    super.sync(name);
  }

  override async syncLater(name: string): Promise<void> {
    await super.syncLater(name);
    this.ways[this.ways.length - 1] = "beside";
  }
}

// The trees gather their pages in memory, and write them when they must be synced.
for (const kind of logs.filter(({ name }) => !name.includes("tree"))) {
  Deno.test(`${kind.name}: a quick sync that something waits for is done on the spot, and not after a slow one`, async () => {
    const disk = new SlowDisk();
    const { journal } = await setUp(kind, disk, { now: () => disk.now });
    disk.ways.length = 0;
    const synced = async (isAwaited: boolean, syncMs: number) => {
      disk.syncMs = syncMs;
      journal.append([encodePlain("x")]);
      await journal.sync(isAwaited);
      return disk.ways.splice(0).join(", ");
    };
    assertEquals(await synced(false, 0), "beside");
    assertEquals(await synced(true, 0), "on the spot");
    assertEquals(await synced(true, 40), "on the spot");
    // It is remembered for a few syncs, half as long each time: 40, 20, 10, 5, 2.5 ms.
    const ways = [];
    for (let i = 0; i < 8; i++) ways.push(await synced(true, 0));
    const again = ways.indexOf("on the spot");
    assertEquals([again > 2, ways.slice(again).every((way) => way === "on the spot")], [
      true,
      true,
    ]);
    assertEquals(ways.slice(0, again), Array(again).fill("beside"));
  });
}
