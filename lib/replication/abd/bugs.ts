/** Mistakes in ABD that people make, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import { sized } from "../../replicated/quorum/system.ts";
import type { Change } from "./bugs/change.ts";
import { hold } from "./replica.ts";
import { rules } from "./rules.ts";
import { NOTHING } from "./tags.ts";

const theOnlyWriter = { by: "instance", instance: "the only writer comes back" } as const;
const twoWriters = { by: "instance", instance: "two writers" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "no write-back": {
    words:
      "A read returns the latest that it has heard of, and leaves it where it was: the next read may not " +
      "meet it.",
    change: { settings: { writeBack: "never" } },
    breaks: "held by a quorum",
    foundBy: { by: "instance", instance: "one writer" },
  },
  "write-back not awaited": {
    words:
      "A read has what it returns written back, and does not wait until it is: the next read may be faster.",
    change: { rules: { awaitsWriteBack: false } },
    breaks: "held by a quorum",
    foundBy: { by: "instance", instance: "one writer" },
  },
  "fast when two agree": {
    words: "A read writes nothing back when two replicas agree, though they are no quorum.",
    change: { rules: { isHeld: (holders) => holders.size >= 2 } },
    breaks: "held by a quorum",
    foundBy: { by: "storm", storm: "four nodes", seed: 2 },
  },
  "fast when one has it": {
    words: "A read writes nothing back when any replica holds what it returns, which is always.",
    change: { rules: { isHeld: () => true } },
    breaks: "held by a quorum",
    foundBy: { by: "instance", instance: "one writer" },
  },
  "fast when all that answered agree": {
    words:
      "A read writes nothing back when a whole read quorum agrees. Where write quorums are greater, that " +
      "does not show that one of them holds it.",
    change: { rules: { isHeld: (holders, answered) => holders.size === answered.size } },
    breaks: "held by a quorum",
    foundBy: { by: "instance", instance: "read one, write all" },
  },
  "writes back as its own": {
    words:
      "A read stores what it has read under a new tag: an old value comes back over a write that it has " +
      "not seen.",
    change: { rules: { tagOfWriteBack: (_, fresh) => fresh() }, settings: { writeBack: "always" } },
    breaks: "linearizable",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "no writer in tags": {
    words:
      "Tags of the same time count as equal, whoever wrote: of two writes at a time each replica keeps the " +
      "one that came first, for ever.",
    change: { rules: { compare: (a, b) => a.time - b.time } },
    breaks: "held by a quorum",
    foundBy: twoWriters,
  },
  "writes without asking": {
    words:
      "A node that is not the only writer takes the time after its own last one: the writes of others may " +
      "be later already, and replicas keep those.",
    change: { rules: { asksFirst: () => false } },
    breaks: "linearizable",
    foundBy: twoWriters,
  },
  "takes what comes last": {
    words: "A replica takes whatever it is told to hold, also when it holds something later.",
    change: { rules: { takes: () => true } },
    breaks: "tags never fall",
    foundBy: twoWriters,
  },
  "half is a quorum": {
    words:
      "Half of the replicas, rounded up, are taken for a quorum: right where their number is odd, and where " +
      "it is even two quorums need not meet.",
    change: {
      settings: {
        quorums: (members) =>
          sized(Math.ceil(members.length / 2), Math.ceil(members.length / 2))(members),
      },
    },
    breaks: "linearizable",
    foundBy: twoWriters,
  },
  "quorums that do not meet": {
    words: "R + W = N: a read quorum and a write quorum may have nobody in common.",
    change: {
      settings: {
        quorums: (members) => sized(1, members.length - 1)(members),
      },
    },
    breaks: "linearizable",
    foundBy: { by: "instance", instance: "one writer" },
  },
  "counts answers, not replicas": {
    words: "Two answers of one replica, of which one is a copy, count as a quorum.",
    change: { rules: { voter: (_, counted) => counted } },
    breaks: "held by a quorum",
    foundBy: { by: "instance", instance: "doubled messages" },
  },
  "any phase will do": {
    words:
      "An answer counts in whatever phase its register is in, and not in the one that it answers: replicas " +
      "that held the last version seem to hold this one.",
    change: {
      rules: {
        phaseOf: ({ operations }, { stage, key }) =>
          [...operations.keys()].find((phase) => {
            const operation = operations.get(phase)!;
            return operation.stage === stage && operation.key === key;
          }),
      },
    },
    breaks: "held by a quorum",
    foundBy: { by: "instance", instance: "doubled messages" },
  },
  "phases start again": {
    words:
      "A node that comes back numbers its phases from 1 again, in what it takes for its first life: an answer " +
      "to what it asked before the crash counts for what it asks now.",
    change: { rules: { isSaved: ({ type }) => type !== "life" } },
    breaks: "held by a quorum",
    foundBy: theOnlyWriter,
  },
  "tags not saved": {
    words: "A replica that comes back has forgotten what it held, and has said that it holds it.",
    change: { rules: { isSaved: ({ type }) => type !== "held" } },
    breaks: "held by a quorum",
    foundBy: theOnlyWriter,
  },
  "says so before it is saved": {
    words: "A replica says that it holds a version before its disk does, and crashes.",
    change: {
      protocol: {
        upon: {
          store(s, { from, life, phase, key, version }, io) {
            hold(s, key, version, rules, io);
            io.send(from, { type: "stored", life, phase, key }, "ahead");
          },
        },
      },
    },
    breaks: "held by a quorum",
    foundBy: { by: "storm", storm: "restarts", seed: 24 },
  },
  "gives a tag twice": {
    words:
      "A writer that comes back does not know which times it has given; it is the only one and does not ask, " +
      "or nobody whom it asks has heard of the last: it gives that time to another write.",
    change: { rules: { isSaved: ({ type }) => type !== "issued" } },
    breaks: "tags are unique",
    foundBy: theOnlyWriter,
  },
  "one time for two writes": {
    words:
      "A node that writes for two clients at a time gives both writes the time after the latest that it has " +
      "heard of, which is the same.",
    change: { rules: { timeAfter: (heard) => heard + 1 } },
    breaks: "tags are unique",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "its own failure counts": {
    words:
      "A coordinator whose own copy cannot be read counts itself all the same, as if it held nothing.",
    change: { rules: { ofFailure: (from, self) => from === self ? NOTHING : undefined } },
    breaks: "linearizable",
    foundBy: { by: "instance", instance: "an unreadable copy" },
  },
  "asks once": {
    words: "A coordinator does not ask again: two lost messages are an operation that never ends.",
    change: { protocol: { after: { again: () => {} } } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
};
