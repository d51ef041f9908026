/**
 * What one session costs two nodes that hold nearly the same: bytes, messages, and rounds, by how much differs and by
 * the way in which they find it.
 *
 * @module
 */

import { encodePlain } from "../../../codec/encode_plain.ts";
import { antiEntropy } from "../../../membership/anti_entropy/anti_entropy.ts";
import type { Shape } from "../../../membership/anti_entropy/merkle/tree.ts";
import type { Item, Message, Saved, Timer } from "../../../membership/anti_entropy/messages.ts";
import type { Settings } from "../../../membership/anti_entropy/settings.ts";
import type { State } from "../../../membership/anti_entropy/state.ts";
import {
  assertKinds,
  listOf,
  numberAbove,
  optional,
  whole,
  wholeFrom,
} from "../../../model/kinds.ts";
import { startingFrom } from "../../../model/starting_from.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** How two nodes compare what they have: by a hash tree if there is a shape. */
export interface How {
  /** What the row is called. */
  readonly name: string;
  /** The way. */
  readonly way: Settings["way"];
  /** The tree, for hash trees. */
  readonly shape?: Shape;
}

/** Everything, version vectors, and hash trees of 65,536 leaves with 2, 16 and 256 children a node. */
export const HOWS: readonly How[] = [
  { name: "full", way: "full" },
  { name: "versions", way: "versions" },
  { name: "merkle, 2", way: "merkle", shape: { branching: 2, depth: 16 } },
  { name: "merkle, 16", way: "merkle", shape: { branching: 16, depth: 4 } },
  { name: "merkle, 256", way: "merkle", shape: { branching: 256, depth: 2 } },
];

/** What is measured. */
export interface CostRun extends How {
  /** How many items both nodes hold. */
  readonly items: number;
  /** How many nodes have written them; default 1. */
  readonly writers?: number;
  /** How many of them one node has written anew, in one session after the other. */
  readonly differences: readonly number[];
  /** How long a value is, in letters; default 32. */
  readonly valueLength?: number;
  /** Room in a message, in bytes; default: that of the settings. */
  readonly messageBytes?: number;
  /** How long a message takes, in ms; default 1. */
  readonly latencyMs?: number;
}

/** What a session took. */
export interface SessionCost {
  /** How many items differed. */
  readonly differences: number;
  /** The bytes of all messages, in both directions. */
  readonly bytes: number;
  /** How many items were in them, in both directions. */
  readonly sent: number;
  /** How many times the initiator asked and was answered, one after the other. */
  readonly rounds: number;
  /** How long it took, in ms; bandwidth is without bounds. */
  readonly ms: number;
}

/** One session for each number of differences: the node that lacks them asks, and both give and take. */
export function costs(run: CostRun): SessionCost[] {
  const { items, writers, differences, valueLength = 32, latencyMs } = run;
  assertKinds("measure sessions", { items, writers, differences, valueLength, latencyMs }, {
    items: wholeFrom(1),
    writers: optional(wholeFrom(1)),
    // A key is written anew once a session.
    differences: listOf(wholeFrom(0, items)),
    valueLength: whole,
    latencyMs: optional(numberAbove(0)),
  });
  let bytes = 0, sent = 0, rounds = 0;
  const world = pairOf(run, (message) => {
    bytes += encodePlain(message).length;
    sent += itemsIn(message);
    if (["look", "page", "summary", "give"].includes(message.type)) rounds++;
  });
  return differences.map((differences, session) => {
    for (let i = 0; i < differences; i++) {
      const key = keyOf(Math.floor(i * items / differences));
      world.tell(1, { type: "write", key, value: `${session}`.padEnd(valueLength, ".") });
    }
    [bytes, sent, rounds] = [0, 0, 0];
    const began = world.now;
    world.tell(0, { type: "repair", partner: 1 });
    world.run(Infinity, ({ states }) => states[0]!.session === null);
    return { differences, bytes, sent, rounds, ms: world.now - began };
  });
}

/** Two nodes that hold the same items; what they say to each other is told. */
function pairOf(
  { way, shape, items, writers = 1, valueLength = 32, messageBytes, latencyMs = 1 }: CostRun,
  tell: (message: Message) => void,
): World<State, Message, Timer, Saved> {
  const all = Array.from({ length: items }, (_, i): Item => ({
    key: keyOf(i),
    value: `${i}`.padEnd(valueLength, "."),
    time: i + 1,
    node: writerOf(i % writers),
    sequence: Math.floor(i / writers) + 1,
  }));
  const seen = new Map<number, number>();
  for (const { node, sequence } of all) seen.set(node, sequence);
  const saved = [{ life: 0, items: all, seen }];
  const protocol = antiEntropy({
    way,
    intervalMs: null,
    patienceMs: 10 * latencyMs,
    ...(shape === undefined ? {} : { shape }),
    ...(messageBytes === undefined ? {} : { messageBytes }),
  });
  return new World({
    protocol: startingFrom(protocol, [saved, saved]),
    nodes: 2,
    network: { latency: constant(latencyMs) },
    seed: 1,
    trace: "none",
    strict: false,
    tap: ({ to, body }) => {
      if (to < 2) tell(body as Message);
    },
  });
}

/** The writers were others than the two, but for the first of them. */
function writerOf(i: number): number {
  return i === 0 ? 0 : i + 1;
}

/** Keys whose order is that of their numbers, so that stores are quickly made. */
function keyOf(i: number): string {
  return `key${String(i).padStart(7, "0")}`;
}

function itemsIn(message: Message): number {
  if ("pages" in message) return message.pages.reduce((sum, { items }) => sum + items.length, 0);
  return "items" in message ? message.items.length : 0;
}
