/** Reads from an empty page, with one bug each: most in what they see of the log. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/11-reads/answers.ts";
import type {
  Any,
  Leadership,
  ReplicatedLog,
  WholeOptions,
} from "../../../exercises/11-reads/given.ts";
import { reads } from "../whole.ts";
import * as behind from "./behind.ts";
import { before, indexing, upon } from "./handlers.ts";

/** The reference, which sees another log, or is told other options. */
function seeing(
  change: (log: ReplicatedLog) => Partial<ReplicatedLog>,
  options: Partial<WholeOptions> = {},
) {
  return {
    protocol: (log: ReplicatedLog, given: WholeOptions) =>
      reads.protocol({ ...log, ...change(log) }, { ...given, ...options }),
  };
}

/** The same, where a leader knows something else. */
const leading = (change: (known: Leadership, s: Any, log: ReplicatedLog) => Partial<Leadership>) =>
  seeing((log) => ({
    leading(s, self) {
      const known = log.leading(s, self);
      return known === null ? null : { ...known, ...change(known, s, log) };
    },
  }));

const asksNobody = leading(() => ({ heard: () => true }));
const doesNotWait = indexing(
  () => ({ executed: () => Infinity }),
  (log, s) => log.executed(s),
);
const fewReads = upon((own) => ({
  read(s: Any, message: Any, io: Any) {
    own.read(s, message, io);
    s.reads.waiting.splice(3);
    while (s.reads.asking.size > 3) s.reads.asking.delete([...s.reads.asking.keys()].at(-1));
  },
}));

const remembers = upon((own) => ({
  read(s: Any, message: Any, io: Any) {
    s.all = [...s.all ?? [], message.from];
    own.read(s, message, io);
  },
}));
const saves = upon((own) => ({
  read(s: Any, message: Any, io: Any) {
    io.save({ type: "read", from: message.from });
    own.read(s, message, io);
  },
}));

const countsOn = before((s) => {
  s.reads.round = s.round0 = Math.max(s.reads.round, s.round0 ?? 0);
});

const aheadOfExecution = leading((known, s, log) => ({
  decided: known.decided === null ? null : log.executed(s),
}));

export const wholeMutants: Mutants<Answers> = {
  indexed: {
    "no round for others: a follower's question is answered unconfirmed": behind.unconfirmedIndex,
    "no round for what is handed on: it is answered unconfirmed": behind.unconfirmedHandOn,
    "no current-term commit for others: a question is answered with what is executed":
      behind.earlyIndex,
    "deposed: who leads no more answers a question with what it has executed": behind.deposedIndex,
    "outlive it: reads that wait at a leader are answered in its next leadership": behind.survivors,
    "index 0: an answer does not say how far the log was executed": behind.noIndex,
    "ahead of execution: a leader takes what it has executed for what is decided": aheadOfExecution,
    "asks nobody: a leader takes it for granted that it still leads": asksNobody,
    "no current-term commit: a new leader takes what it has executed for all that is decided":
      leading((_known, s, log) => ({ decided: log.executed(s) })),
    "does not wait: a read is answered before it is executed": doesNotWait,
    "joins: a read counts on the round that is under way": {
      protocol(log, options) {
        const own = reads.protocol(log, options), read = own.upon.read as Any;
        const joins = (s: Any, message: Any, io: Any) => {
          const { round } = s.reads;
          read(s, message, io);
          for (const each of s.reads.waiting) {
            if (round > 0) each.round = Math.min(each.round ?? round, round);
          }
        };
        return { ...own, upon: { ...own.upon, read: joins } } as Any;
      },
    },
    "through the log: a read is written like a command": upon((own, log) => ({
      read: (s: Any, { command, from }: Any, io: Any) => {
        const asked = { ...log.ask(command), from };
        own[asked.type](s, asked, io);
      },
    })),
    "hands it on: a follower sends the command to the leader": {
      protocol: (log, options) =>
        reads.protocol(
          log,
          options.way === "follower" ? { ...options, way: "read index" } : options,
        ),
    },
    "one number for all reads: an answer counts for whatever waits": upon((own) => ({
      index(s: Any, { index }: Any, io: Any) {
        for (const id of [...s.reads.asking.keys()]) own.index(s, { id, index }, io);
      },
    })),
    "counts on: rounds of another leadership are compared with those of this one": countsOn,
    "a few: of many reads only three are remembered": fewReads,
    "remembers: who has ever read is kept for ever": remembers,
    "saves: a read is written to the disk": saves,
    "a round each: a heartbeat is sent for every read": upon((own, log) => ({
      read(s: Any, message: Any, io: Any) {
        own.read(s, message, io);
        if (log.leading(s, io.self) !== null) log.beat(s, io);
      },
    })),
  },
  leased: {
    "no round for what is handed on: it is answered unconfirmed": behind.unconfirmedHandOn,
    "deposed: who leads no more answers what is handed on": behind.deposedHandOn,
    "outlive it: reads that wait at a leader are answered in its next leadership": behind.survivors,
    "ahead of execution: a leader takes what it has executed for what is decided": aheadOfExecution,
    "remembers rounds: when each was sent is kept for ever": behind.keepsRounds,
    "for ever: who has had a lease once has it for good": seeing(() => ({ loyalMs: 1e9 })),
    "no drift bound: a lease is as long as loyalty": seeing(() => ({}), { drift: 0 }),
    "from the answer: a lease begins when a majority has answered": before((s, io) => {
      for (const round of s.reads.sentAt.keys()) s.reads.sentAt.set(round, io.now());
    }),
    "the last: when the last heartbeat was sent counts, whichever is acknowledged": before((s) => {
      const last = Math.max(...s.reads.sentAt.values());
      for (const round of s.reads.sentAt.keys()) s.reads.sentAt.set(round, last);
    }),
    "never again: who has handed over once has no lease in any later term": before((s) => {
      s.reads.hasHandedOver = s.hasHandedOver ||= s.reads.hasHandedOver;
    }),
    "counts on: rounds of another leadership are compared with those of this one": countsOn,
    "lease survives transfer: a leader that hands over reads on": leading(() => ({
      handsOver: false,
    })),
    "again: a leader that has given up handing over has a lease again": before((s) => {
      s.reads.hasHandedOver = false;
    }),
    "remembers: who has ever read is kept for ever": remembers,
    "never a lease: it asks a majority for every read": seeing(() => ({ loyalMs: 0 })),
    "no current-term commit: a new leader takes what it has executed for all that is decided":
      leading((_known, s, log) => ({ decided: log.executed(s) })),
  },
  quorums: {
    "no rinse: a read is answered when a quorum has been asked": doesNotWait,
    "two of three: two servers are a quorum, whoever decides": seeing(() => ({
      meetsDecisions: (_s, servers) => servers.size >= 2,
    })),
    "asks nobody: its own last place is enough": seeing(() => ({ meetsDecisions: () => true })),
    "what is executed: a server tells how far it has executed": {
      protocol: (log, options) => reads.protocol({ ...log, last: log.executed }, options),
    },
    "itself apart: what the reading server has accepted does not count": upon((own) => ({
      read(s: Any, message: Any, io: Any) {
        own.read(s, message, io);
        for (const asking of s.reads.asking.values()) asking.last = 0;
      },
    })),
    "waits for all: a read is answered when everybody has": {
      protocol: (log, options) =>
        reads.protocol({ ...log, meetsDecisions: (_s, servers) => servers.size === 3 }, options),
    },
    "by the leader: a read is the leader's to answer": {
      protocol: (log, options) => reads.protocol(log, { ...options, way: "read index" }),
    },
    "one number for all reads: an answer counts for whatever waits": {
      protocol(log, options) {
        const own = reads.protocol(log, options), { peeked } = own.upon as Any;
        return {
          ...own,
          upon: {
            ...own.upon,
            peeked(s: Any, message: Any, io: Any) {
              const quiet = nested(io, {});
              for (const id of [...s.reads.asking.keys()]) {
                peeked(s, { ...message, id }, quiet);
              }
            },
          },
        } as Any;
      },
    },
    "a few: of many reads only three are remembered": fewReads,
  },
};
