import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { CorruptStorage } from "../storage/corrupt.ts";
import type { Disk } from "../storage/disk/disk.ts";
import { SimulatedDisk } from "../storage/disk/simulated_disk.ts";
import type { Engine } from "../storage/engine/engine.ts";
import { Naive } from "../storage/engine/naive.ts";
import { UnusableLog } from "../storage/wal/unusable_log.ts";
import { openEngineLog } from "./engine_log.ts";
import { putEntry, putPiece, readRooms } from "./engine_rooms.ts";
import type { JournalLog } from "./journal_log.ts";
import { OperationalError } from "./operational_error.ts";

const owner = 'node 0 of cluster "test"';

/** An engine with a checkpoint of two pieces and three entries behind it. */
async function begun(disk = new SimulatedDisk(), marks?: Disk): Promise<Naive> {
  const engine = new Naive({ disk });
  const log = await openEngineLog({ engine, where: "here", owner, ...(marks && { marks }) });
  const add = async (number: number) => {
    log.append([Uint8Array.of(number)]);
    await log.sync(true);
  };
  await add(1);
  await add(2);
  await log.divide();
  await log.replace([Uint8Array.of(11), Uint8Array.of(12)], () => false);
  for (const number of [3, 4, 5]) await add(number);
  log.mark();
  return engine;
}

const opening = (engine: Engine, more: object = {}) =>
  openEngineLog({ engine, where: "here", owner, ...more });

const bodies = async (log: Promise<JournalLog>) => (await log).begin().flatMap((body) => [...body]);

Deno.test("an engine holds a checkpoint, and the entries behind it; nothing else stays", async () => {
  const engine = await begun();
  assertEquals(await bodies(opening(engine)), [11, 12, 3, 4, 5]);
  assertEquals([...engine.scan()].length, 1 + 2 + 3);
  assertEquals((await (await opening(engine)).read()).length, 5);
});

Deno.test("a checkpoint that was given up is cleared away when the log is opened", async () => {
  const engine = await begun();
  const log = await opening(engine), before = [...engine.scan()];
  await log.divide();
  assertEquals(await log.replace([Uint8Array.of(21), Uint8Array.of(22)], () => true), false);
  assertEquals([...engine.scan()].length, before.length + 1);
  assertEquals(await bodies(opening(engine)), [11, 12, 3, 4, 5]);
  assertEquals([...engine.scan()], before);
});

Deno.test("what a checkpoint stands for and was not deleted yet does not count", async () => {
  const engine = await begun();
  engine.batch([putEntry(0, Uint8Array.of(1)), putPiece(1, 0, Uint8Array.of(9))]);
  assertEquals(await bodies(opening(engine)), [11, 12, 3, 4, 5]);
  assertEquals([...engine.scan()].length, 1 + 2 + 3);
});

/** What was done to an engine, and what is said of it then. */
const damages: readonly (readonly [string, (engine: Naive) => void, string])[] = [
  [
    "an entry is missing",
    (engine) => engine.delete(keyAt(engine, 3)),
    "entry 3 must be there: given entry 4 in its place",
  ],
  [
    "the first entry is missing",
    (engine) => engine.delete(keyAt(engine, 2)),
    "entry 2 must be there: given entry 3 in its place",
  ],
  [
    "a piece is missing",
    (engine) => engine.delete(keyAt(engine, 0)),
    "piece 0 must be there: given piece 1 in its place",
  ],
  [
    "the last piece is missing",
    (engine) => engine.delete(keyAt(engine, 1)),
    "a checkpoint of 2 pieces is required: given 1 of them",
  ],
  [
    "a bit is another",
    (engine) => engine.put(keyAt(engine, 3), flipped(engine.get(keyAt(engine, 3))!)),
    'what stands under "e 3" must fit its check sum: given what does not',
  ],
  [
    "an entry is where another belongs",
    (engine) => engine.put(keyAt(engine, 3), engine.get(keyAt(engine, 2))!),
    'what stands under "e 3" must fit its check sum',
  ],
  [
    "a value is too short",
    (engine) => engine.put(keyAt(engine, 3), Uint8Array.of(1)),
    'what stands under "e 3" must fit its check sum',
  ],
  [
    "the title is missing",
    (engine) => engine.delete(keyAt(engine, 5)),
    "a title is required: given entries without one",
  ],
  [
    "the title is damaged",
    (engine) => engine.put(keyAt(engine, 5), flipped(engine.get(keyAt(engine, 5))!)),
    'what stands under "t" must fit its check sum',
  ],
];

/** Two pieces, the entries 2, 3 and 4, and behind them the title. */
const keyAt = (engine: Naive, place: number) => [...engine.scan()][place]!.key;

function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1);
}

for (const [what, damage, words] of damages) {
  Deno.test(`an engine in which ${what} is refused, and stays as it is`, async () => {
    const engine = await begun();
    damage(engine);
    const before = [...engine.scan()];
    for (let attempt = 0; attempt < 2; attempt++) {
      const { message } = await assertRejects(() => opening(engine), CorruptStorage);
      assertEquals(message.startsWith("Cannot read the log in here because "), true, message);
      assertStringIncludes(message, words);
    }
    assertEquals([...engine.scan()], before);
  });
}

Deno.test("an engine of somebody else is refused", async () => {
  const engine = await begun(), other = { owner: 'node 1 of cluster "test"' };
  const { message } = await assertRejects(() => opening(engine, other), UnusableLog);
  assertStringIncludes(
    message,
    'that of node 1 of cluster "test" is required: given that of node 0',
  );
});

Deno.test("an engine that is empty is refused of a node that has run before", async () => {
  const engine = new Naive({ disk: new SimulatedDisk() });
  for (let attempt = 0; attempt < 2; attempt++) {
    const { message } = await assertRejects(
      () => opening(engine, { begun: true }),
      OperationalError,
    );
    assertStringIncludes(message, `Cannot start ${owner} because its log must be in here`);
  }
});

Deno.test("an engine that lacks its last entries is refused, as its mark lies outside of it", async () => {
  const marks = new SimulatedDisk(), engine = await begun(new SimulatedDisk(), marks);
  assertEquals((await bodies(opening(engine, { marks }))).length, 5);
  // The last entry stands before the title.
  engine.delete(keyAt(engine, 4));
  const { message } = await assertRejects(() => opening(engine, { marks }), OperationalError);
  assertStringIncludes(message, "its first 5 entries were durable: given the first 4. Restore");
});

Deno.test("when a write has failed, none that comes later succeeds", async () => {
  const disk = new SimulatedDisk(), engine = new Naive({ disk });
  const log = await opening(engine);
  engine.batch = () => {
    throw new Error("the disk is full");
  };
  log.append([Uint8Array.of(1)]);
  await assertRejects(() => log.sync(true), Error, "the disk is full");
  Reflect.deleteProperty(engine, "batch");
  log.append([Uint8Array.of(2)]);
  await assertRejects(() => log.sync(true), Error, "the disk is full");
  assertEquals((await readRooms(engine, "here")).bodies, []);
});
