/** What happens to nodes that keep registers, drawn. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Key, NodeId, Tag } from "../given.ts";
import type { Case } from "./register_game.ts";
import { type Event, type Manner, VALUES } from "./right_register.ts";

/** Names that are easily taken for each other, or for none. */
const KEYS: readonly Key[] = ["x", "x", "x", 1, "1", "", 0, "constructor"];

/** Times whose order as texts is another one, and that are larger than one has time to wait for. */
const TIMES = [9, 10, 99, 100, 1000];

/** An event, of which little need be said. */
export const event = (type: Event["type"], more: Partial<Event> = {}): Event => ({
  type,
  key: "x",
  value: "hat",
  node: 0,
  nth: 0,
  tag: { time: 0, writer: 0 },
  ...more,
});

/** How often what happens, beside 4 answers to the last phase. */
export type Often = Readonly<Partial<Record<Event["type"], number>>>;

const usual: Often = { write: 3, read: 3, query: 2, store: 3, own: 3, latest: 9, stored: 7 };

/** Nodes, of any numbers and as many as may be. */
export const CLUSTERS: readonly (readonly NodeId[])[] = [
  [0, 1, 2],
  [0],
  [0, 1],
  [0, 1, 2, 3],
  [2, 0, 1],
  [0, 1, 2, 3, 4],
  [5, 9, 3],
  [0, 1, 2, 3, 4, 5],
  [6, 5, 4, 3, 2, 1, 0],
];

/** Scripts for nodes that `manner` makes of a cluster. */
export function* casesOf(
  grading: Grading,
  count: number,
  stream: string,
  manner: (random: Random, nodes: readonly NodeId[], self: NodeId) => Manner,
  often: Often = {},
): Generator<Case> {
  yield* drawnBy(grading, count, stream, (random, at) => {
    const nodes = CLUSTERS[random.below(CLUSTERS.length)]!;
    const self = nodes[random.below(nodes.length)]!;
    return {
      manner: manner(random, nodes, self),
      script: Array.from(
        { length: 2 + at % 50 },
        () => anEvent(random, nodes, self, { ...usual, ...often }),
      ),
    };
  });
}

function anEvent(random: Random, nodes: readonly NodeId[], self: NodeId, often: Often): Event {
  const types = Object.entries(often).flatMap(([type, times]) =>
    Array.from({ length: times }, () => type as Event["type"])
  );
  const type = types[random.below(types.length)]!;
  // What answers oneself comes often enough to matter.
  const node = random.chance(0.15) ? self : nodes[random.below(nodes.length)]!;
  return event(type, {
    key: KEYS[random.below(KEYS.length)]!,
    value: VALUES[random.below(VALUES.length)]!,
    node,
    nth: type === "query" || type === "store" || type === "crash"
      ? random.below(8)
      : [0, 0, 0, 0, 1, 1, 2, 3][random.below(8)]!,
    tag: aTag(random, nodes.length),
  });
}

/** That many have heard of the same, or of the same time, is more likely than chance would have it. */
function aTag(random: Random, writers: number): Tag {
  if (random.chance(0.4)) return { time: 3, writer: 0 };
  const writer = random.below(writers);
  if (random.chance(0.4)) return { time: 3, writer };
  const time = random.chance(0.2) ? TIMES[random.below(TIMES.length)]! : random.below(6);
  return { time, writer };
}

/** Much is under way at once, at many nodes, in many registers; and it ends. */
export function* manyAtOnce(manner: (nodes: readonly NodeId[]) => Manner): Generator<Case> {
  const nodes = Array.from({ length: 30 }, (_, node) => 2 * node);
  const keys = Array.from({ length: 34 }, (_, i): Key => i % 2 === 0 ? i : `k${i}`);
  const asked = keys.flatMap((key) => [event("write", { key }), event("read", { key })]);
  const told = keys.flatMap((key, i) =>
    [1, 3, 2].map((time) => event("store", { key, node: 2, nth: i, tag: { time, writer: 3 } }))
  );
  const answers = (type: "latest" | "stored") =>
    nodes.slice(1, 18).flatMap((node, i) =>
      keys.map((_, nth) => event(type, { node, nth, tag: { time: 30 - i, writer: i } }))
    );
  const again = [event("write"), event("own"), event("read"), event("again", { nth: 1 })];
  const asks = keys.map((key) => event("query", { key, node: 4 }));
  // Of two writers 10 is the higher, and not 8; and a time more is later, whoever wrote.
  const ties = [[60, 4], [60, 5], [61, 29], [62, 1]].flatMap(([time, writer]) => [
    event("store", { node: 6, tag: { time: time!, writer: writer! } }),
    event("query", { node: 4 }),
  ]);
  yield {
    manner: manner(nodes),
    script: [
      ...told,
      ...asked,
      ...answers("latest"),
      ...answers("stored"),
      ...again,
      ...asks,
      ...ties,
    ],
  };
}

/** One register is written a great many times by the only node, and its time, and the names of phases, go on. */
export function* oftenWritten(manner: (nodes: readonly NodeId[]) => Manner): Generator<Case> {
  const writes = Array.from({ length: 270 }, () => event("write"));
  yield { manner: manner([0]), script: [...writes, event("own"), event("stored")] };
}
