/** Bugs of part 5. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import { fast, fastReads } from "../fast.ts";
import { asAsked, compareTags, majorityOf, registerWith, starts } from "../node.ts";
import { writing } from "./many.ts";
import { everywhere, type Making, some, withIo } from "./ways.ts";

const make: Making = (ways) => registerWith({ ...fastReads, ...ways });

export const fastMutants: Mutants<Answers> = {
  fast: {
    ...some(
      { ...everywhere(make, fast), ...writing(make, fast) },
      "no write-back",
      "write-back not awaited",
      "same phase",
      "keeps",
      "one fewer",
      "own first",
      "no tie-break",
      "writers as texts",
      "packed by ten",
      "beside",
    ),
    "never fast: it always stores what it has read": make({ isHeld: () => false }),
    "slow: it stores at all": registerWith(asAsked),
    "R agree: it is enough that all that have answered agree": make({
      isHeld: (holders, { read }) => holders.length >= read,
    }),
    "one holds: it is enough that somebody holds it": make({
      isHeld: (holders) => holders.length >= 1,
    }),
    "majority: it is enough that more than half hold it": make({
      isHeld: (holders, { nodes }) => holders.length >= majorityOf(nodes),
    }),
    "one short: W − 1 are enough": make({
      isHeld: (holders, { write }) => holders.length >= Math.max(1, write - 1),
    }),
    "all agree: all that have answered must agree": make({
      isHeld: (holders, { write }, heard) =>
        holders.length >= write && holders.length === heard.size,
    }),
    "any agree: W agree, on whatever": make({
      isHeld: (_, { write }, heard) => {
        const all = [...heard.values()];
        return all.some(({ tag }) =>
          all.filter((other) => compareTags(tag, other.tag) === 0).length >= write
        );
      },
    }),
    "times agree: of a tag only the time is looked at": make({
      isHeld: (_, { write }, heard) => {
        const times = [...heard.values()].map(({ tag }) => tag.time), most = Math.max(...times);
        return times.filter((time) => time === most).length >= write;
      },
    }),
    "not nothing: what was never written is stored": make({
      isHeld: (holders, { write }, heard) =>
        holders.length >= write && [...heard.values()].some(({ tag }) => tag.time > 0),
    }),
    "itself holds: this node's own copy counts": make({
      isHeld: (holders, { write, self }) => new Set([...holders, self]).size >= write,
    }),
    "itself must hold: this node must be one of them": make({
      isHeld: (holders, { write, self }) => holders.length >= write && holders.includes(self),
    }),
    "stores at all: those that hold it are told, too": withIo(fast, (io, s) => ({
      ...io,
      // deno-lint-ignore no-explicit-any -- any message
      send(to: number, message: any) {
        io.send(to, message);
        if (message.type !== "store" || s.open.get(message.phase)?.heard.size === 0) return;
        for (const node of s.open.get(message.phase)!.heard.keys()) io.send(node, message);
      },
    })),
    "counted anew: those that hold it do not count": {
      upon(s, from, message, io) {
        const before = new Set(s.open.keys());
        fast.upon(s, from, message, io);
        for (const [phase, { heard }] of s.open) if (!before.has(phase)) heard.clear();
      },
    },
    "R for both: R are enough to store": {
      start: (rules) => starts({ ...rules, write: rules.read }),
    },
    "W for both: W are enough to ask": {
      start: (rules) => starts({ ...rules, read: rules.write }),
    },
    "majorities: R and W are not looked at": {
      start: ({ self, nodes }) => starts({ self, nodes }),
    },
    "fast writes: a write that hears the same of all stores at those alone": withIo(
      fast,
      (io, s) => ({
        ...io,
        // deno-lint-ignore no-explicit-any -- any message
        send(to: number, message: any) {
          const open = s.open.get(message.phase);
          const isOwn = message.type === "store" && open?.result === null && open.heard.size === 0;
          if (!isOwn || s.nodes.indexOf(to) < s.write) io.send(to, message);
        },
      }),
    ),
    "later, too: what comes later for a phase that asked counts as stored": {
      upon(s, from, message, io) {
        if (message.type === "latest" && !s.open.has(message.phase)) {
          const match = [...s.open].find(([, { version, stage }]) =>
            stage === "store" && version!.value === message.version.value &&
            compareTags(version!.tag, message.version.tag) === 0
          );
          if (match !== undefined) {
            return fast.upon(s, from, { type: "stored", phase: match[0] }, io);
          }
        }
        fast.upon(s, from, message, io);
      },
    },
  },
};
