/** How much a store may send, save and remember. @module */

import type { Grading } from "hb/grade/part.ts";
import { many } from "hb/grade/said.ts";
import type { AskMessage, Value } from "../given.ts";
import {
  type Asked,
  happens,
  type Run,
  savedBy,
  sentIn,
  sizeOf,
  type StoreWorld,
  wrong,
} from "./store_runs.ts";
import { type Begin, get, set } from "./store_world.ts";

const SENDS =
  "where nothing is lost or late, a write takes at most 4 messages for each node, a read of what all hold 2";
const SAVES =
  "one record for each start, each write that is asked for, and each version that is taken";

/** The state of a node that has six registers takes no more, in characters. */
const MOST_STATE = 3000;

/** Values that are easily taken for none, keys that are easily taken for each other. */
const VALUES: readonly Value[] = [0, "", false, null, "0", true, "hat", -1];
const KEYS = ["x", 1, "1", "", 0, "constructor"] as const;

/** One thing after the other, at all nodes, in clusters of all sizes. */
export function calm(begin: Begin, grading: Grading): void {
  for (const nodes of [1, 2, 3, 4, 5, 7]) {
    const asks = KEYS.flatMap((key, k): AskMessage[] =>
      VALUES.slice(k % 4, k % 4 + 3).flatMap((value) => [set(key, value), get(key), get(key)])
    );
    asks.push(...KEYS.map(get));
    const run: Run = {
      words: `${
        many(nodes, "node")
      } one after the other asked one thing each time, and nothing is lost or late`,
      nodes,
      twice: true,
      asks: asks.map((ask, i) => ({ at: 100 * i, node: (i * 2 + 1) % nodes, ask })),
      forMs: 100 * asks.length,
    };
    const world = happens(begin, run, grading);
    for (const [i, { ask }] of run.asks.entries()) {
      const count = sentIn(world, 100 * i, 100 * (i + 1)).length;
      const most = (ask.type === "write" ? 4 : 2) * nodes;
      if (count <= most) continue;
      wrong(
        world,
        run,
        `${many(count, "message")} for a ${ask.type}`,
        `${most} at most`,
        SENDS,
        grading,
      );
    }
    for (const operation of world.history) {
      const { input, output, invokedAt } = operation;
      const due = input === undefined ? null : lastValue(run.asks, input as AskMessage, invokedAt);
      if (output === due) continue;
      const { type, key } = input as AskMessage;
      const came = `a ${type} of ${JSON.stringify(key)} is answered with ${JSON.stringify(output)}`;
      const why =
        "a read is answered with what was written last, whatever that is, and a write with null";
      wrong(world, run, came, JSON.stringify(due), why, grading);
    }
  }
}

/** What was written last is null, and that is so for whoever missed it, and after a crash. */
export function nothingAgain(begin: Begin, grading: Grading): void {
  for (const crashes of [false, true]) {
    const run: Run = {
      words:
        `three nodes; node 0 writes 1, and then null while node 2 is cut off; node 1 crashes, ${
          crashes ? "node 0, too, and is back, " : ""
        }and node 2 reads`,
      nodes: 3,
      twice: true,
      faults: [
        { kind: "partition", at: 100, forMs: 300, sides: [[0, 1], [2]] },
        { kind: "crash", at: 300, node: 1 },
        ...(crashes ? [{ kind: "crash", at: 300, node: 0, downMs: 50 } as const] : []),
      ],
      asks: [
        { at: 0, node: 0, ask: set("x", 1) },
        { at: 120, node: 0, ask: set("x", null) },
        { at: 500, node: 2, ask: get("x") },
      ],
      forMs: 2000,
    };
    const world = happens(begin, run, grading);
    const { output } = world.history.find(({ input }) => (input as AskMessage).type === "read")!;
    if (output === null) continue;
    const came = `the read is answered with ${JSON.stringify(output)}`;
    const why = "a read is answered with what was written last, whatever that is";
    wrong(world, run, came, "null", why, grading);
  }
}

function lastValue(asks: readonly Asked[], { type, key }: AskMessage, before: number): Value {
  if (type === "write") return null;
  const last = asks.findLast(({ at, ask }) =>
    at < before && ask.type === "write" && ask.key === key
  )?.ask;
  return last?.type === "write" ? last.value : null;
}

/** The state of a node grows no more, in characters, where it is asked three times as often. */
const MOST_GROWTH = 200;

/** Many things at once, and again and again: what is over is not remembered, and little is saved. */
export function savesLittle(begin: Begin, grading: Grading): void {
  const sizes = [120, 360].map((times) => savesIn(times, begin, grading));
  const [few, more] = sizes as [Sizes, Sizes];
  for (const [node, size] of more.sizes.entries()) {
    const growth = size - few.sizes[node]!;
    if (growth <= MOST_GROWTH) continue;
    const came = `the state of node ${node} has ${growth} characters more than after a third of it`;
    const why = "what is over is not remembered";
    wrong(more.world, more.run, came, `${MOST_GROWTH} more at most`, why, grading);
  }
}

interface Sizes {
  readonly run: Run;
  readonly world: StoreWorld;
  /** How long the states are in the end, in characters. */
  readonly sizes: readonly number[];
}

function savesIn(times: number, begin: Begin, grading: Grading): Sizes {
  const nodes = 3;
  const asks = Array.from({ length: times }, (_, i): Asked[] => [
    { at: 30 * i, node: i % 3, ask: set(`k${i % 6}`, i) },
    { at: 30 * i, node: (i + 1) % 3, ask: get(`k${i % 6}`) },
  ]).flat();
  const run: Run = {
    words: `three nodes are asked ${times} times to write and to read one of six registers`,
    nodes,
    asks,
    forMs: 30 * times + 1000,
    network: { duplication: 0.2 },
  };
  const world = happens(begin, run, grading);
  for (const node of [0, 1, 2]) {
    const saved = savedBy(world, node), taken = versionsAt(world, node);
    const most = 1 + times / 3 + taken;
    if (saved.length > most) {
      wrong(
        world,
        run,
        `node ${node} saves ${many(saved.length, "record")}`,
        `${most} at most`,
        SAVES,
        grading,
      );
    }
    const long = Math.max(...saved.map(sizeOf));
    if (long > 200) {
      const came = `node ${node} saves a record of ${long} characters`;
      wrong(world, run, came, "200 at most", SAVES, grading);
    }
    const { length } = begin().compact!(saved);
    if (length > 13) {
      const came = `of what node ${node} has saved ${length} records are left when it is compacted`;
      wrong(
        world,
        run,
        came,
        "13 at most, for six registers",
        "two for each register, and one more",
        grading,
      );
    }
    const size = sizeOf(world.states[node]);
    if (size > MOST_STATE) {
      const came = `in the end the state of node ${node} has ${size} characters`;
      wrong(world, run, came, `${MOST_STATE} at most`, "what is over is not remembered", grading);
    }
  }
  return { run, world, sizes: world.states.map(sizeOf) };
}

/** How many versions a node was told to store that it can have taken: each once. */
function versionsAt(world: Parameters<typeof sentIn>[0], node: number): number {
  const all = sentIn(world).filter(({ to, body }) => to === node && body.type === "store");
  return new Set(
    all.map(({ body }) => JSON.stringify((body as never as { version: unknown }).version)),
  )
    .size;
}

/** Many registers, and one that is written often; then all nodes crash at once, and all is read. */
export function manyRegisters(begin: Begin, grading: Grading): void {
  const keys = Array.from({ length: 50 }, (_, i) => i % 2 === 0 ? i : `k${i}`), often = 130;
  const writes = [
    ...keys.map((key, i) => ({ at: 10 * i, node: i % 3, ask: set(key, i) })),
    ...Array.from(
      { length: often },
      (_, i) => ({ at: 600 + 50 * i, node: i % 2, ask: set("n", i) }),
    ),
  ];
  const readMs = 800 + 50 * often, crashMs = readMs + 4000;
  const reads = [readMs, crashMs + 500].flatMap((from) =>
    [...keys, "n"].map((key, i) => ({ at: from + 60 * i, node: (i + 1) % 3, ask: get(key) }))
  );
  const run: Run = {
    words:
      `three nodes; ${keys.length} registers are written once, and one ${often} times; all are read, all nodes crash, ` +
      "and are back, and all are read again",
    nodes: 3,
    asks: [...writes, ...reads],
    faults: [0, 1, 2].map((node) => ({ kind: "crash", at: crashMs, node, downMs: 100 })),
    forMs: crashMs + 5000,
  };
  happens(begin, run, grading);
  // Their journals are as they have saved them.
  happens((rules) => ({ ...begin(rules), compact: (journal) => [...journal] }), run, grading);
}
