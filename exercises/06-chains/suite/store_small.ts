/** Small chains, in which every order of events is looked at. @module */

import type { ProtocolSystem } from "hb/check/explore/protocol_system.ts";
import { linearizable } from "hb/check/linearizable/check.ts";
import type { Spec } from "hb/check/spec/spec.ts";
import { explored } from "hb/grade/explored.ts";
import type { Grading } from "hb/grade/part.ts";
import type { History } from "hb/model/history.ts";
import { type Invariant, whenOneEnds } from "hb/model/invariant.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
import {
  apply,
  type ChainStore,
  type Command,
  isQuery,
  type NodeId,
  type Store,
  type Told,
} from "../given.ts";
import { type Chosen, protocolOf, wrongIn } from "./store_world.ts";
import { storeLabels } from "./store_words.ts";

type System = ProtocolSystem<unknown, Tagged, Tagged, unknown>;
type Work = readonly (readonly [command: Command, to: NodeId, then?: NodeId])[];

interface Small {
  readonly words: string;
  readonly nodes: number;
  readonly chosen: Chosen;
  readonly clients: readonly Work[];
  readonly epochs?: number;
  /** Servers that are never taken for failed. */
  readonly trusted?: readonly NodeId[];
  readonly retries?: number;
  readonly more?: Partial<System>;
}

const append = (value: string): Command => ({ type: "append", key: "x", value });
const get: Command = { type: "get", key: "x" };

const timeless = { beatMs: Infinity, resendMs: Infinity, timeoutMs: 1 };

/** There is an order in which what clients were told could come about. */
const linearizability: Invariant<unknown> = whenOneEnds({
  name: "linearizability",
  words: "every operation takes effect at one moment between its call and its answer",
  check({ history }) {
    const { verdict } = linearizable(history as History<Command, Told>, objects);
    return verdict === "ok"
      ? undefined
      : { words: "what clients were told has no order", nodes: [] };
  },
});

/** Clients are told results. */
const answers: Invariant<unknown> = whenOneEnds({
  name: "answers",
  words: "a client is answered { result: … }, with a text or null",
  check({ history }) {
    const wrong = history.flatMap(({ outcome, output }) =>
      outcome === "ok" ? wrongIn(output) ?? [] : []
    );
    return wrong.length === 0 ? undefined : { words: wrong[0]!, nodes: [] };
  },
});

/** What must hold of all that clients are told. */
export const ofClients: readonly Invariant<unknown>[] = [answers, linearizability];

/** What is stored, one key at a time, and what comes of commands. */
const objects: Spec<string | null, Command, Told> = {
  name: "store",
  init: null,
  key: ({ key }) => key,
  readsOnly: isQuery,
  overwrites: ({ type }) => type === "put",
  step(state, command, output) {
    const store: Store = new Map(state === null ? [] : [[command.key, state]]);
    const result = apply(store, command);
    return [output === undefined || output?.result === result, store.get(command.key) ?? null];
  },
};

const answered: NonNullable<System["leadsTo"]> = {
  "everything that is asked is answered": {
    to: ({ history }) => history.every(({ outcome }) => outcome === "ok"),
  },
};
const updated: NonNullable<System["leadsTo"]> = {
  "every update is answered": {
    to: ({ history }) =>
      history.every(({ outcome, input }) => outcome === "ok" || (input as Command).type === "get"),
  },
};

const smalls: readonly Small[] = [
  {
    words: "two servers, of which nobody fails; a client writes, and reads at the head",
    nodes: 3,
    chosen: { first: [1, 2], ...timeless, timeoutMs: Infinity },
    clients: [[[append("a"), 1], [get, 1]]],
    more: { leadsTo: answered },
  },
  {
    words: "three servers, of which nobody fails; one client writes twice, one reads in the middle",
    nodes: 4,
    chosen: { first: [1, 2, 3], ...timeless, timeoutMs: Infinity },
    clients: [[[append("a"), 1], [append("b"), 1]], [[get, 2]]],
    more: { leadsTo: answered },
  },
  {
    words: "two servers, the tail of which is taken for failed; a client writes, and reads there",
    nodes: 3,
    chosen: { first: [1, 2], ...timeless },
    trusted: [1],
    clients: [[[append("a"), 1], [get, 2]]],
    more: { leadsTo: updated },
  },
  {
    words:
      "two servers, the head of which is taken for failed; a client who is not answered asks the other",
    nodes: 3,
    chosen: { first: [1, 2], ...timeless },
    trusted: [2],
    clients: [[[append("a"), 1, 2], [get, 2]]],
    retries: 1,
  },
  {
    words: "three servers, the second of which is taken for failed; two clients write",
    nodes: 4,
    chosen: { first: [1, 2, 3], ...timeless },
    trusted: [1, 3],
    clients: [[[append("a"), 1]], [[append("b"), 1]]],
    more: { leadsTo: answered },
  },
  {
    words: "a chain of one, which another joins; a client writes, and reads at the new one",
    nodes: 3,
    chosen: { first: [1], wanted: 2, ...timeless },
    trusted: [1, 2],
    epochs: 3,
    clients: [[[append("a"), 1], [get, 2]]],
    more: { leadsTo: updated },
  },
  {
    words: "two servers, one of which may crash and come back; one client writes and reads",
    nodes: 3,
    chosen: { first: [1, 2], ...timeless, timeoutMs: Infinity },
    clients: [[[append("a"), 1], [get, 2]]],
    more: { crashes: 1, boundary: ({ states }) => states[0] !== undefined },
  },
];

/** It has many states, and is looked at last. */
const large: Small = {
  words:
    "two servers, the head of which may crash and come back; one client writes, and one reads there, and " +
    "may give up; messages overtake each other",
  nodes: 3,
  chosen: { first: [1, 2], ...timeless, timeoutMs: Infinity },
  clients: [[[append("a"), 1]], [[get, 1], [get, 1]]],
  retries: 0,
  more: {
    network: "unordered",
    crashes: 1,
    boundary: ({ states }) => states[0] !== undefined && states[2] !== undefined,
  },
};

/** Requires that all small chains go well. */
export function smallChains(store: ChainStore, grading: Grading): void {
  for (const small of smalls) explore(store, small, 6000, grading);
}

/** Requires that a chain goes well in which somebody comes back, and hears what he had asked for before. */
export function largeChain(store: ChainStore, grading: Grading): void {
  explore(store, large, 52_000, grading);
}

function explore(store: ChainStore, small: Small, states: number, grading: Grading): void {
  const words = `in every order of events of ${small.words}`;
  explored(systemOf(store, small), { states, words, labels: storeLabels }, grading);
}

function systemOf(store: ChainStore, small: Small): System {
  const { nodes, clients, chosen, epochs = 2, trusted = [], retries, more } = small;
  return {
    name: "store",
    protocol: wrapped(protocolOf(store, chosen), (io) =>
      nested(io, {
        wait(delayMs, timer) {
          const { type, key } = timer as Tagged & { key?: NodeId };
          if (type !== "silent" || !trusted.includes(key!)) io.wait(delayMs, timer);
        },
      })),
    nodes,
    network: "ordered",
    asking: "at once",
    clients: {
      workload: clients.map((work) => work.map(([input]) => ({ input }))),
      ask: (command, { client, sequence }) =>
        ({ type: "request", id: { client, sequence }, command }) as Tagged,
      to({ client, sequence, attempt }) {
        const [, to, then = to] = clients[client]![sequence]!;
        return attempt === 0 ? to : then;
      },
      ...(retries === undefined ? {} : { timeoutMs: 1, retries }),
    },
    boundary: ({ states }) => latestIn(states) <= epochs,
    invariants: ofClients,
    ...more,
  };
}

/** The last epoch that the masters have put in force. */
function latestIn(states: readonly unknown[]): number {
  const master = states[0] as { master?: { inForce: { epoch: number } } } | undefined;
  return master?.master?.inForce.epoch ?? 1;
}
