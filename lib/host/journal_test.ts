import { assert, assertEquals } from "@std/assert";
import { encodePlain } from "../codec/encode_plain.ts";
import { MemoryDisk } from "../storage/wal/memory_disk.ts";
import { type AsyncDisk, Journal } from "./journal.ts";

/** Counts what is read back, and lets others have their turn while it syncs. */
class Disk extends MemoryDisk implements AsyncDisk {
  reads = 0;

  override read(name: string): Uint8Array {
    this.reads++;
    return super.read(name);
  }

  async syncLater(name: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.sync(name);
  }

  async syncFolderLater(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.syncFolder();
  }
}

type Saved = { readonly type: "put"; readonly key: string } | {
  readonly type: "all";
  readonly keys: ReadonlyMap<string, string>;
};

/** A journal of keys whose checkpoint is large, beside what it was when the last batch was appended. */
function setUp(disk: Disk, now: () => number = () => 0) {
  const keys = new Map<string, string>();
  for (let i = 0; i < 5_000; i++) keys.set(`key ${i}`, "x".repeat(50));
  const journal = new Journal<Saved>({
    disk,
    owner: "n",
    compact: () => {
      throw new Error("it was read back");
    },
    checkpoint: () => [{ type: "all", keys: new Map(keys) }],
    compactBytes: 4_000,
    now,
    log: () => {},
  });
  const put = async (key: string) => {
    keys.set(key, "");
    journal.append([encodePlain({ type: "put", key })]);
    await journal.sync();
    await journal.rest();
  };
  return { journal, put, keys };
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

Deno.test("a long journal is compacted from the state while it goes on, and not read back", async () => {
  const disk = new Disk();
  const { journal, put, keys } = setUp(disk);
  for (let i = 0; !disk.names().includes("00000002.log"); i++) await put(`before ${i}`);
  const reads = disk.reads;
  let meanwhile = 0;
  while (journal.compactions === 0) await put(`meanwhile ${meanwhile++}`);
  // A checkpoint of about 300 kB is written in five pieces or so, each in a turn of its own.
  assert(meanwhile > 3, `${meanwhile}`);
  assertEquals(disk.reads, reads);
  await put("afterwards");
  const files = disk.names().filter((name) => name !== "durable");
  assertEquals(files, ["00000002.log", "00000001.checkpoint"]);
  assertEquals(keysOf(setUp(disk).journal.read()), new Set(keys.keys()));
});

Deno.test("a journal that stops gives its checkpoint up, and is complete without it", async () => {
  const disk = new Disk();
  const { journal, put } = setUp(disk);
  for (let i = 0; !disk.names().includes("00000002.log"); i++) await put(`before ${i}`);
  await journal.stop();
  assertEquals(journal.compactions, 0);
  const { size } = keysOf(setUp(disk).journal.read());
  assert(size > 10 && size < 1_000, `${size}`);
  assertEquals(disk.names().filter((name) => name.endsWith(".new")), []);
});

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

Deno.test("a quick sync that something waits for is done on the spot, and not after a slow one", async () => {
  const disk = new SlowDisk();
  const { journal } = setUp(disk, () => disk.now);
  disk.ways.length = 0;
  const synced = async (isAwaited: boolean, syncMs: number) => {
    disk.syncMs = syncMs;
    await journal.sync(isAwaited);
    return disk.ways.at(-1);
  };
  assertEquals(await synced(false, 0), "beside");
  assertEquals(await synced(true, 0), "on the spot");
  assertEquals(await synced(true, 40), "on the spot");
  // It is remembered for a few syncs, half as long each time: 40, 20, 10, 5, 2.5 ms.
  const ways = [];
  for (let i = 0; i < 8; i++) ways.push(await synced(true, 0));
  const again = ways.indexOf("on the spot");
  assertEquals([again > 2, ways.slice(again).every((way) => way === "on the spot")], [true, true]);
});

Deno.test("a checkpoint that cannot be written is told at the next sync", async () => {
  const disk = new Disk();
  const { put } = setUp(disk);
  let error: unknown;
  disk.before = (operation) => {
    if (operation.includes("checkpoint")) throw new Error("the disk is full");
  };
  for (let i = 0; i < 500 && error === undefined; i++) {
    await put(`key ${i}`).catch((thrown) => error = thrown);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  assertEquals(String(error), "Error: the disk is full");
});
