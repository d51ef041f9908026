/** How nodes and messages of the store look. @module */

import type {
  Cell,
  Cells,
  Column,
  MessageLook,
  NodeLook,
  Sign,
} from "../../../kit/playground/look.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Message } from "../messages.ts";
import type { State } from "../state.ts";
import type { Copy, Value, Version } from "../versions/copy.ts";

/** As many letters as there is room for in a node. */
const ROOM = 7;

/** What a node does as a coordinator. */
export function stageOf({ puts, gets }: Readonly<State>): "puts" | "gets" | "idle" {
  if ([...puts.values()].some(({ client }) => client !== null)) return "puts";
  return [...gets.values()].some(({ client }) => client !== null) ? "gets" : "idle";
}

/** For whom a node keeps something. */
export function homesOf({ hints }: Readonly<State>): NodeId[] {
  return [...hints].filter(([, copies]) => copies.size > 0).map(([home]) => home).sort();
}

/** How a node looks: as a coordinator and a stand-in beside it, as a replica in it. */
export function look(s: Readonly<State>): NodeLook {
  const name = stageOf(s), homes = homesOf(s), values = valuesIn(s), list = values.join("|");
  const keeps = homes.length === 0 ? [] : [`keeps for ${homes.join(", ")}`];
  return {
    weight: name === "idle" ? "plain" : "open",
    name,
    caption: [...(name === "idle" ? [] : [name]), ...keeps].join(", "),
    badge: values.length === 0 ? "–" : list.length <= ROOM ? list : `${values.length} values`,
    facts: [
      values.length === 0 ? "has nothing" : `has ${values.join(" and ")}`,
      ...keeps,
    ].join("; "),
  };
}

/** The values that a node has, of all keys. */
function valuesIn({ store }: Readonly<State>): string[] {
  return [...store.values()].flatMap(({ versions }) => versions.map(({ value }) => text(value)));
}

/** What it keeps for others, and whom it thinks down. */
export const columns: readonly Column<State>[] = [
  {
    title: "Thinks down",
    wide: true,
    text: ({ suspects }) => [...suspects].sort().join(", ") || "nobody",
  },
];

/** Its own copies, a cell for each value; then with a broken rim what it keeps for others. */
export const cells: Cells<State> = {
  title: "Values, and hints",
  named: true,
  last: (s) => versionsIn(s).length,
  cell: (s, index) => versionsIn(s)[index - 1],
};

function versionsIn({ store, hints }: Readonly<State>): Cell[] {
  const own = inOrder(store).flatMap(([key, { versions }]) =>
    versions.map((version, _, { length }) => cellOf(key, version, length, null))
  );
  const kept = [...hints].flatMap(([home, copies]) =>
    inOrder(copies).flatMap(([key, { versions }]) =>
      versions.map((version, _, { length }) => cellOf(key, version, length, home))
    )
  );
  return [...own, ...kept];
}

function inOrder(copies: ReadonlyMap<string, Copy>): (readonly [string, Copy])[] {
  return [...copies].sort(([a], [b]) => a < b ? -1 : 1);
}

function cellOf(key: string, version: Version, siblings: number, home: NodeId | null): Cell {
  const { value, dot: { actor, count } } = version;
  const others = siblings > 1 ? `, beside ${siblings - 1} that its writer had not seen` : "";
  const kept = home === null ? "" : `, kept for node ${home}`;
  return {
    head: home === null ? key : `${key} for ${home}`,
    hue: siblings > 1 ? 1 : 0,
    text: text(value),
    isFirm: home === null,
    title: `${key} is ${text(value)}${others}${kept}; write ${count} of ${actor}`,
  };
}

function text(value: Value | null): string {
  return value === null ? "†" : `${value}`;
}

/** What a put needs is cool, what a get needs is warm, what comes later is quiet. */
export function messageLook({ type }: Message): MessageLook {
  switch (type) {
    case "forward":
    case "store":
      return { shape: "block", tone: "cool" };
    case "accepted":
    case "stored":
      return { shape: "yes", tone: "cool" };
    case "read":
      return { shape: "block", tone: "warm" };
    case "found":
      return { shape: "yes", tone: "warm" };
    case "mend":
    case "handoff":
    case "exchange":
      return { shape: "block", tone: "quiet" };
    case "taken":
      return { shape: "yes", tone: "quiet" };
    default:
      return { shape: "dot", tone: "quiet" };
  }
}

/** What the signs mean. */
export const signs: readonly Sign[] = [
  { name: "store", shape: "block", tone: "cool" },
  { name: "stored", shape: "yes", tone: "cool" },
  { name: "read", shape: "block", tone: "warm" },
  { name: "found", shape: "yes", tone: "warm" },
  { name: "repair, handoff", shape: "block", tone: "quiet" },
  { name: "taken", shape: "yes", tone: "quiet" },
  { name: "ping, hashes", shape: "dot", tone: "quiet" },
];
