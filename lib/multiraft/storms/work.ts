/** What is asked of ranges in a storm: by clients, and by an administrator who does not ask whether that is wise. @module */

import type { Ask, Clients } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { present, see, type Sights } from "../invariants/newest.ts";
import type { Message, Order } from "../messages.ts";
import type { Operation } from "../range/commands.ts";
import type { NodeState } from "../state.ts";

/** The keys that there are. */
export const KEYS: readonly string[] = ["b", "f", "k", "p", "t", "x"];
/** Where a range may be split: at keys, and between them. */
const PLACES: readonly string[] = ["b", "d", "f", "h", "k", "m", "p", "r", "t", "v", "x"];
/** How many clients there are; the administrator comes after them. */
export const CLIENTS = 5;
/** How many operations a client asks for, and how many of them when all is well again. */
const OPERATIONS = 24;
/** The last operations of a client, of which each must be done. */
export const LAST = 3;

/** When the last fault sets in, in ms. */
export const TROUBLE_MS = 5000;
/** When clients may expect that all is well, in ms. */
const WELL_MS: number = TROUBLE_MS + 4500;

/** What the administrator wants; what it takes to say so is looked up when it is asked. */
export type Wish =
  | { readonly wish: "split"; readonly at: string; readonly child: number }
  /** The range that is the so-manieth fraction of all, and the one before it or after it. */
  | { readonly wish: "merge"; readonly which: number; readonly isRight: boolean }
  | { readonly wish: "members"; readonly key: string; readonly members: readonly NodeId[] }
  | { readonly wish: "transfer"; readonly key: string; readonly to: NodeId };

/** How often each is wished for, relative to the others. */
export type Wishes = Readonly<Record<Wish["wish"], number>>;

/** Clients at all nodes, and an administrator. */
export function work(random: Random, nodes: number, wishes: Wishes): Clients<Message> {
  return {
    workload: [
      ...Array.from({ length: CLIENTS }, (_, client) => clientWork(random, client)),
      adminWork(random, nodes, wishes),
    ],
    ask: (input, { client }, seen) =>
      client < CLIENTS
        ? { type: "ask", operation: input as Operation }
        : orderOf(input as Wish, seen!.states as readonly (NodeState | undefined)[]),
    to: ({ client, sequence }) => (client + sequence) % nodes,
    // What is asked of a gateway twice is done twice: it numbers what it is asked, and so it is where its clients are.
    link: "local",
    timeoutMs: 2500,
    think: uniform(1, 120),
    outcome: (answer) => (answer as { readonly ok: boolean }).ok ? "ok" : "fail",
  };
}

function clientWork(random: Random, client: number): Ask[] {
  return Array.from({ length: OPERATIONS }, (_, i) => {
    const input = anOperation(random, `${client}.${i}`);
    return i < OPERATIONS - LAST ? { input } : { input, at: WELL_MS };
  });
}

function anOperation(random: Random, value: string): Operation {
  const key = pick(random, KEYS);
  switch (random.below(10)) {
    case 0:
      return { type: "delete", key };
    case 1:
    case 2: {
      const end = random.chance(0.3) ? null : pick(random, PLACES);
      const isSome = end === null || end > key;
      return { type: "scan", key: isSome ? key : "", end, limit: random.chance(0.3) ? 2 : 100 };
    }
    case 3:
      return { type: "cas", key, expected: null, value };
    case 4:
    case 5:
    case 6:
      return { type: "put", key, value };
    default:
      return { type: "get", key };
  }
}

function adminWork(random: Random, nodes: number, wishes: Wishes): Ask[] {
  const asks: Ask[] = [];
  let child = 100;
  for (let at = 400; at < TROUBLE_MS; at += 60 + random.below(400)) {
    asks.push({ at, input: aWish(random, nodes, wishes, child++) });
  }
  return asks;
}

function aWish(random: Random, nodes: number, wishes: Wishes, child: number): Wish {
  const all = Object.entries(wishes) as [Wish["wish"], number][];
  let drawn = random.unit() * all.reduce((sum, [, often]) => sum + often, 0);
  const [wish] = all.find(([, often]) => (drawn -= often) < 0) ?? all[0]!;
  switch (wish) {
    case "split":
      return { wish, at: pick(random, PLACES), child };
    case "merge":
      return { wish, which: random.unit(), isRight: random.chance(0.5) };
    case "members":
      return { wish, key: pick(random, KEYS), members: some(random, nodes) };
    case "transfer":
      return { wish, key: pick(random, KEYS), to: random.below(nodes) };
  }
}

/** At least two: whoever votes alone applies what may be forgotten in a crash. */
function some(random: Random, nodes: number): NodeId[] {
  const all = Array.from({ length: nodes }, (_, node) => node);
  const chosen = all.filter(() => random.chance(0.6));
  return chosen.length > 1 ? chosen : all.slice(0, 3);
}

/** The wish as an order. An administrator sees what nodes say of their ranges. */
function orderOf(wish: Wish, states: readonly (NodeState | undefined)[]): Message {
  const asked = (key: string, order: Order): Message => ({ type: "order", key, order });
  switch (wish.wish) {
    case "split":
      return asked(wish.at, { type: "split", at: wish.at, child: wish.child });
    case "members": {
      const changes = states.map((_, node) => ({
        type: wish.members.includes(node) ? "addVoter" as const : "remove" as const,
        node,
      }));
      return asked(wish.key, { type: "members", transition: "auto", changes });
    }
    case "transfer":
      return asked(wish.key, { type: "transfer", to: wish.to });
    case "merge": {
      const sights: Sights = new Map();
      see(sights, states);
      const ranges = present(sights), i = Math.floor(wish.which * ranges.length);
      const source = ranges[i], into = ranges[i + (wish.isRight ? 1 : -1)] ?? ranges[i - 1];
      const { group = 0, version = 0, start = "" } = into ?? source ?? {};
      const order = { type: "merge", into: group, intoVersion: version, intoKey: start } as const;
      return asked(source?.start ?? "", order);
    }
  }
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}
