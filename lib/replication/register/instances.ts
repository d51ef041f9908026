/** Four small programs, of which every order of events is explored; nothing is lost in them. @module */

import type { Invariant } from "../../model/invariant.ts";
import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { Tagged } from "../../model/protocol.ts";
import type { Ask } from "./register.ts";
import { read, users, write } from "./storms.ts";
import type { StoreProtocol } from "./stores.ts";

/** A store and a program. */
export type StoreSystem = ProtocolSystem<unknown, Ask, Tagged>;
/** A program that a store is explored with; a bug is another protocol in the place of the store's own. */
export type StoreInstance = Instance<unknown, Ask, Tagged, never, StoreProtocol>;

/** What each user asks, in the programs by which the literature tells levels apart. */
export const programs = {
  "two flags": [[write("x", 1), read("y")], [write("y", 2), read("x")]],
  "one flag": [[write("x", 1), write("y", 2)], [read("y"), read("x")]],
  "a conflict": [[write("x", 1), read("x")], [write("x", 2), read("x")]],
  "an answer": [[write("x", 1)], [read("x"), write("y", 2)], [read("y"), read("x")]],
} as const satisfies Readonly<Record<string, readonly (readonly Ask[])[]>>;

/** The name of a program. */
export type ProgramName = keyof typeof programs;

const words: Readonly<Record<ProgramName, string>> = {
  "two flags": "each of two users raises a flag and looks for the other's",
  "one flag": "one user writes data and then a flag, the other reads the flag and then the data",
  "a conflict": "two users write one register, and each reads it",
  "an answer":
    "one user writes, one reads that and answers, one reads the answer and what it is to",
};

/** A store with a program; users sit at the nodes 1, 2, …, and node 0 only serves. */
export function programmed(
  protocol: StoreProtocol,
  program: ProgramName,
  invariants?: readonly Invariant<unknown>[],
): StoreSystem {
  const asks: readonly (readonly Ask[])[] = programs[program];
  const { workload, ask, link } = users(asks.map((list) => list.map((input) => ({ input }))));
  return {
    name: program,
    protocol: untimed(protocol),
    nodes: 1 + asks.length,
    clients: { workload, ask, link: link!, to: ({ client }) => client + 1 },
    ...(invariants === undefined ? {} : { invariants }),
  };
}

/** Nothing is lost here, so nobody need ask for what they have missed. */
function untimed(protocol: StoreProtocol): StoreProtocol {
  return {
    ...protocol,
    start: (io, journal) =>
      protocol.start(Object.create(io, { wait: { value: () => {} } }), journal),
  };
}

/** The programs that a store is explored with, and how many states each has. */
export function instancesFor(
  protocol: StoreProtocol,
  states: Readonly<Partial<Record<ProgramName, number>>>,
): Readonly<Record<string, StoreInstance>> {
  return Object.fromEntries(
    Object.entries(states).map(([name, count]): [string, StoreInstance] => {
      const program = name as ProgramName;
      const system = (change?: StoreProtocol) => programmed(change ?? protocol, program);
      return [name, { words: words[program], states: count, system }];
    }),
  );
}
