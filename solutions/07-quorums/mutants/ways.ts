/** Nodes that keep registers in other ways, and wrong ones among them that more than one part must catch. @module */

import type { Any, NodeId } from "../../../exercises/07-quorums/given.ts";
import type { NodeIo, State, Ways } from "../node.ts";

/** A node of some part, as records of functions that all parts have. */
export type Making = (ways: Partial<Ways>) => Any;

/** The same node, with another `io` in each of its steps. */
export function withIo(own: Any, change: (io: Any, s: State) => Any): Any {
  const all: Any = {
    write: (s: State, client: number, key: Any, value: Any, io: NodeIo) =>
      own.write(s, client, key, value, change(io, s)),
    read: (s: State, client: number, key: Any, io: NodeIo) =>
      own.read(s, client, key, change(io, s)),
    upon: (s: State, from: NodeId, message: Any, io: NodeIo) =>
      own.upon(s, from, message, change(io, s)),
  };
  if (own.again) {
    all.again = (s: State, phase: Any, io: NodeIo) => own.again(s, phase, change(io, s));
  }
  return all;
}

/** The same node, that looks at what comes first; false: that is all. */
export const first = (
  own: Any,
  look: (s: State, from: NodeId, message: Any, io: Any) => unknown,
): Any => ({
  upon(s: State, from: NodeId, message: Any, io: NodeIo) {
    if (look(s, from, message, io) !== false) own.upon(s, from, message, io);
  },
});

/** Some of these, by the words before the colon. */
export const some = (all: Record<string, Any>, ...names: string[]): Record<string, Any> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name.split(":")[0]!)));

/** Mistakes that can be made in each of parts 2 to 5. */
export function everywhere(make: Making, own: Any): Record<string, Any> {
  let beside: Any;
  return {
    "no write-back: a read answers with what it has heard": make({
      storesBack: false,
    }),
    "write-back not awaited: a read stores and answers at once": make({ awaitsBack: false }),
    "lower taken: whatever comes is taken": make({ takes: () => true }),
    "same phase: an answer counts in any phase that is under way": make({
      phaseOf: ({ open }, phase, stage) =>
        open.has(phase) ? phase : [...open].find(([, each]) => each.stage === stage)?.[0],
    }),
    "stale version: a read returns what came last": make({
      latest: (heard) => [...heard.values()].at(-1)!,
    }),
    "first heard: a read returns what came first": make({
      latest: (heard) => [...heard.values()][0]!,
    }),
    "one name: all phases of a client have one name": make({ nameOf: ({ begun }) => begun >> 1 }),
    "eight phases: names come again after eight": make({ nameOf: ({ begun }) => begun % 8 }),
    "128 phases: names come again after 128": make({ nameOf: ({ begun }) => begun % 128 }),
    "keeps: what is over is kept": make({
      ends({ open }, phase) {
        const old = open.get(phase)!;
        open.delete(phase);
        open.set(`over ${phase}`, old);
      },
    }),
    "not over: a phase that is over goes on": make({ ends: () => {} }),
    "all: all must answer": make({ enough: (count, _, { nodes }) => count >= nodes.length }),
    "one fewer: one fewer than must is enough": make({
      enough: (count, needed) => count >= Math.max(1, needed - 1),
    }),
    "one more: one more than must is waited for": make({
      enough: (count, needed, { nodes }) => count > needed || count === nodes.length,
    }),
    "quiet: what is not taken is not acknowledged": first(
      own,
      (s, _, message) =>
        message.type !== "store" ||
        message.version.tag.time >= (s.held.get(message.key)?.tag.time ?? 0),
    ),
    "own first: it takes what it stores at once, and does not tell itself": withIo(
      own,
      (io, s) => ({
        ...io,
        send(to: NodeId, message: Any) {
          if (to === s.self && message.type === "store") s.held.set(message.key, message.version);
          io.send(to, message);
        },
      }),
    ),
    "others only: it asks all but itself": withIo(own, (io, s) => ({
      ...io,
      send: (to: NodeId, message: Any) =>
        to === s.self && (message.type === "query" || message.type === "store")
          ? undefined
          : io.send(to, message),
    })),
    "just enough: it asks no more than must answer": withIo(own, (io, s) => ({
      ...io,
      send: (to: NodeId, message: Any) =>
        (message.type === "query" || message.type === "store") && s.nodes.indexOf(to) >= s.read
          ? undefined
          : io.send(to, message),
    })),
    "numbers: nodes are numbered from 0": withIo(own, (io, s) => ({
      ...io,
      send: (to: NodeId, message: Any) =>
        io.send(message.type === "query" ? s.nodes.indexOf(to) : to, message),
    })),
    "no value: what is false, empty or 0 is nothing": withIo(own, (io) => ({
      ...io,
      answer: (client: number, result: Any) => io.answer(client, result || null),
    })),
    'alike: 1 and "1" name one register': {
      ...withIo(own, (io) => io),
      upon: (s: State, from: NodeId, message: Any, io: Any) =>
        own.upon(s, from, "key" in message ? { ...message, key: `${message.key}` } : message, io),
    },
    "one register: all names are one": {
      upon: (s: State, from: NodeId, message: Any, io: Any) =>
        own.upon(s, from, "key" in message ? { ...message, key: "x" } : message, io),
    },
    "sixteen: no more than sixteen registers are kept": first(own, (s) => {
      for (const key of [...s.held.keys()].slice(0, -16)) s.held.delete(key);
    }),
    "thirty: no more than thirty registers are kept": first(own, (s) => {
      for (const key of [...s.held.keys()].slice(0, -30)) s.held.delete(key);
    }),
    "one at a time: a new read ends the one before": {
      read(s: State, client: number, key: Any, io: Any) {
        for (const [phase, { write, stage }] of s.open) {
          if (write === undefined && stage === "query") s.open.delete(phase);
        }
        own.read(s, client, key, io);
      },
    },
    "beside: what is known is kept beside the state": {
      start: (...given: Any[]) => beside = own.start(...given),
      write: (_s: Any, ...given: Any[]) => own.write(beside, ...given),
      read: (_s: Any, ...given: Any[]) => own.read(beside, ...given),
      upon: (_s: Any, ...given: Any[]) => own.upon(beside, ...given),
    },
  };
}
