/**
 * Random commands to an engine and to a model of it (Claessen and Hughes 2000, *QuickCheck*; stateful, as
 * in PropEr).
 */

import fc from "fast-check";
import type { Change, Engine, Snapshot } from "hb/storage/engine/engine.ts";
import { Model, unlike, unlikeAll } from "hb/laboratory/conformance/sorted_map.ts";
import { collect, differs } from "./reading.ts";
import { type EngineKind, inPlace, type Life } from "./subject.ts";

/** Few keys, each other's beginnings, so that commands meet the same ones. */
const key = fc.array(fc.constantFrom(0, 97, 98, 255), { maxLength: 3 }).map((list) =>
  Uint8Array.from(list)
);
const value = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 12 }) },
  // Longer than a block, now and then.
  { weight: 1, arbitrary: fc.nat(255).map((byte) => new Uint8Array(5000).fill(byte)) },
);
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("put" as const), key, value }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("delete" as const), key }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("delete range" as const), from: key, to: key }),
  },
);
const range = fc.record({ from: key, to: key, reverse: fc.boolean() }, { requiredKeys: [] });

const command = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant("write" as const),
      changes: fc.array(change, { maxLength: 8 }),
      sync: fc.boolean(),
    }),
  },
  { weight: 5, arbitrary: fc.record({ type: fc.constant("get" as const), key }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("scan" as const), range }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("hold" as const) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("look" as const), at: fc.nat(9), range }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("release" as const), at: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("sync" as const) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("reopen" as const) }) },
);

type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

/** How many commands there are at most; shrinking leaves few. */
const MOST = 60;

/** How many sequences an engine in memory is given. */
const RUNS = 40;

export async function randomly(kind: EngineKind): Promise<string | undefined> {
  const asked = { gets: 0, hits: 0 };
  const property = fc.asyncProperty(
    fc.array(command, { maxLength: MOST, size: "max" }),
    async (commands) => {
      const words = await inPlace(kind, (life) => follow(life, commands, asked));
      if (words !== undefined) throw new Error(words);
    },
  );
  const { failed, errorInstance, seed, counterexamplePath, counterexample } = await fc.check(
    property,
    {
      numRuns: kind.runs ?? RUNS,
    },
  );
  if (failed) {
    const [commands = []] = counterexample ?? [];
    return `${errorInstance}\nseed ${seed}, path ${counterexamplePath}: ${fc.stringify(commands)}`;
  }
  if (4 * asked.hits > asked.gets) return undefined;
  return `${asked.hits} of ${asked.gets} gets found something: they say too little`;
}

/** An engine, its model, and the snapshots that are held of both. */
interface Pair {
  engine: Engine;
  readonly model: Model;
  readonly held: [Snapshot, Model][];
}

async function follow(
  life: Life,
  commands: readonly Command[],
  asked: { gets: number; hits: number },
): Promise<string | undefined> {
  const pair: Pair = { engine: await life.open(), model: new Model(), held: [] };
  for (const command of commands) {
    if (command.type === "get") {
      asked.gets++;
      if (pair.model.get(command.key) !== undefined) asked.hits++;
    }
    const words = await step(life, pair, command);
    if (words !== undefined) return words;
  }
  await letGo(pair);
  return await differs("at the end", await life.reopen(), pair.model);
}

async function step(life: Life, pair: Pair, command: Command): Promise<string | undefined> {
  const { engine, model, held } = pair;
  switch (command.type) {
    case "write":
      model.apply(command.changes);
      await engine.batch(command.changes, { sync: command.sync });
      return;
    case "get":
      return unlike("a get", await engine.get(command.key), model.get(command.key));
    case "scan": {
      const found = await collect(engine.scan(command.range));
      return unlikeAll("a scan", found, model.scan(command.range));
    }
    case "hold":
      // Some engines have room for few.
      if (held.length < 5) held.push([await engine.snapshot(), model.copy()]);
      return;
    case "look": {
      const [snapshot, then] = held[command.at % held.length] ?? [engine, model];
      return unlikeAll(
        "a scan of a snapshot",
        await collect(snapshot.scan(command.range)),
        then.scan(command.range),
      ) ?? await differs("a snapshot", snapshot, then);
    }
    case "release": {
      const [[snapshot] = []] = held.splice(command.at % Math.max(1, held.length), 1);
      await snapshot?.release();
      return;
    }
    case "sync":
      await engine.sync();
      return;
    case "reopen":
      await letGo(pair);
      pair.engine = await life.reopen();
      return await differs("when it is opened again", pair.engine, model);
  }
}

async function letGo({ held }: Pair): Promise<void> {
  for (const [snapshot] of held.splice(0)) await snapshot.release();
}
