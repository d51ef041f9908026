/** Part 7 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import type { Executor, Replica } from "../../../exercises/09-paxos/given.ts";
import { executor } from "../executor.ts";

/** The executor with something done before or after each of its handlers. */
function around(
  before: (s: Replica) => void,
  after: (s: Replica, executedBefore: number) => void,
): Executor {
  const wrap = <H extends (setting: never, s: Replica, ...rest: never[]) => void>(handler: H): H =>
    ((setting, s, ...rest) => {
      const { executed } = s;
      before(s);
      handler(setting, s, ...rest);
      after(s, executed);
    }) as H;
  const { commit, fetch, learn, install } = executor;
  return { commit: wrap(commit), fetch: wrap(fetch), learn: wrap(learn), install: wrap(install) };
}

const untouched = () => {};

export const executorMutants: Mutants<Answers> = {
  executor: {
    "any vote will do: what was voted for in another ballot is taken for decided": {
      commit: (setting, s, message, io) => {
        for (const [slot, entry] of s.slots) {
          if (slot <= message.upTo) s.slots.set(slot, { ...entry, chosen: true });
        }
        executor.commit(setting, s, message, io);
      },
    },
    "beyond what was said: all votes in this ballot are taken for decided": {
      commit: (setting, s, message, io) => {
        const { upTo } = message;
        executor.commit(setting, s, { ...message, upTo: Infinity }, nested(io, { send() {} }));
        if (s.executed < upTo) io.send(message.from, { type: "fetch", executed: s.executed });
      },
    },
    "does not ask: what it has missed it never gets": {
      commit: (setting, s, message, io) =>
        executor.commit(setting, s, message, nested(io, { send() {} })),
    },
    "asks always: each notice is answered": {
      commit: (setting, s, message, io) => {
        executor.commit(setting, s, message, nested(io, { send() {} }));
        io.send(message.from, { type: "fetch", executed: s.executed });
      },
    },
    "asks all: the whole cluster answers": {
      commit: (setting, s, message, io) =>
        executor.commit(
          setting,
          s,
          message,
          nested(io, { send: (_, fetch) => io.peers.forEach((node) => io.send(node, fetch)) }),
        ),
    },
    "out of order: a gap is skipped": {
      commit: (setting, s, message, io) => {
        executor.commit(setting, s, message, io);
        const next =
          [...s.slots.keys()].filter((slot) => slot > s.executed).sort((a, b) => a - b)[0];
        if (next === undefined || !s.slots.get(next)!.chosen) return;
        s.executed = next - 1;
        executor.commit(setting, s, message, nested(io, { send() {} }));
      },
    },
    "one slot a message: the others wait": {
      learn: (setting, s, message, io) =>
        executor.learn(setting, s, { ...message, slots: message.slots.slice(0, 1) }, io),
    },
    "what comes late is put in again: executed slots are back": {
      learn: (setting, s, message, io) => {
        executor.learn(setting, s, message, io);
        message.slots.forEach((entry, i) => {
          if (message.first + i <= s.snapshot.slot) {
            s.slots.set(message.first + i, { ...clone(entry), chosen: true });
          }
        });
      },
    },
    "its own vote is kept: what is decided is something else": {
      learn: (setting, s, message, io) => {
        const slots = message.slots.map((entry, i) => s.slots.get(message.first + i) ?? entry);
        executor.learn(setting, s, { ...message, slots }, io);
      },
    },
    "starts at one: slots are counted from the wrong place": {
      learn: (setting, s, message, io) =>
        executor.learn(setting, s, { ...message, first: s.executed + 1 }, io),
    },
    "no sessions: what is asked for again takes effect again": around(
      (s) => s.sessions.clear(),
      untouched,
    ),
    "a session forgotten in the snapshot: who takes it over does things twice": {
      install: (setting, s, message, io) => {
        const snapshot = { ...message.snapshot, sessions: new Map() };
        executor.install(setting, s, { ...message, snapshot }, io);
      },
    },
    "sessions of its own are kept: those of the snapshot come on top": {
      install: (setting, s, message, io) => {
        const { sessions, snapshot } = s;
        executor.install(setting, s, message, io);
        if (s.snapshot === snapshot) return;
        for (const [client, session] of sessions) s.sessions.set(client, session);
      },
    },
    "an old snapshot is taken: time goes back": {
      install: (setting, s, message, io) => {
        s.executed = 0;
        executor.install(setting, s, message, io);
      },
    },
    "what is behind the snapshot is lost: slots after it are gone, too": {
      install: (setting, s, message, io) => {
        if (message.snapshot.slot > s.executed) s.slots.clear();
        executor.install(setting, s, message, io);
      },
    },
    "never truncates: the slots stay": around(untouched, (s, executed) => {
      for (let slot = executed + 1; slot <= s.snapshot.slot; slot++) {
        if (!s.slots.has(slot)) {
          s.slots.set(slot, { ballot: { round: 0, node: -1 }, value: [], chosen: true });
        }
      }
    }),
    "no snapshot: whatever has been asked for": {
      commit: (_, s, message, io) => executor.commit({ snapshotEvery: Infinity }, s, message, io),
    },
    "a snapshot of every slot: whatever has been asked for": {
      commit: (_, s, message, io) => executor.commit({ snapshotEvery: 1 }, s, message, io),
    },
    "one slot late: a snapshot is due after one more": {
      commit: ({ snapshotEvery }, s, message, io) =>
        executor.commit({ snapshotEvery: snapshotEvery + 1 }, s, message, io),
      learn: ({ snapshotEvery }, s, message, io) =>
        executor.learn({ snapshotEvery: snapshotEvery + 1 }, s, message, io),
    },
    "shares memory: the snapshot goes on with the machine": around(untouched, (s) => {
      if (s.snapshot.slot === s.executed && s.snapshot.slot > 0) {
        s.snapshot = { ...s.snapshot, machine: s.machine };
      }
    }),
    "shares its sessions: the snapshot's go on": around(untouched, (s) => {
      if (s.snapshot.slot === s.executed && s.snapshot.slot > 0) {
        s.snapshot = { ...s.snapshot, sessions: s.sessions };
      }
    }),
    "tells the slots that are there: though some are gone": {
      fetch: (setting, s, message, io) =>
        executor.fetch(setting, s, {
          ...message,
          executed: Math.max(message.executed, s.snapshot.slot),
        }, io),
    },
    "always the snapshot: also who has missed one slot": {
      fetch: (setting, s, message, io) => {
        if (s.snapshot.slot === 0) executor.fetch(setting, s, message, io);
        else io.send(message.from, { type: "install", snapshot: s.snapshot });
      },
    },
    "answers with nothing: an empty message": {
      fetch: (setting, s, message, io) => {
        if (message.executed < s.executed) executor.fetch(setting, s, message, io);
        else io.send(message.from, { type: "learn", first: message.executed + 1, slots: [] });
      },
    },
    "one slot at a time: catching up takes for ever": {
      fetch: (setting, s, message, io) =>
        executor.fetch(
          setting,
          s,
          message,
          nested(io, {
            send: (to, sent) =>
              io.send(
                to,
                sent.type === "learn" ? { ...sent, slots: sent.slots.slice(0, 1) } : sent,
              ),
          }),
        ),
    },
    "twelve slots at most: who has missed more never hears of it": {
      fetch: (setting, s, message, io) =>
        executor.fetch(
          setting,
          s,
          message,
          nested(io, {
            send: (to, sent) =>
              io.send(
                to,
                sent.type === "learn" ? { ...sent, slots: sent.slots.slice(0, 12) } : sent,
              ),
          }),
        ),
    },
    "three sessions at most: the oldest client is forgotten": {
      learn: (setting, s, message, io) => {
        executor.learn(setting, s, message, io);
        while (s.sessions.size > 3) s.sessions.delete([...s.sessions.keys()][0]!);
      },
    },
    "nobody is answered: clients ask again and again": {
      commit: (setting, s, message, io) =>
        executor.commit(setting, s, message, nested(io, { answer() {} })),
    },
    "drops who waits: also where what it hears is what it has voted for": {
      learn: (setting, s, message, io) =>
        executor.learn(setting, s, message, nested(io, { answer() {} })),
    },
    "the snapshot's slot for an answer: whoever waits is told where it ends": {
      install: (setting, s, message, io) => {
        const { slot } = message.snapshot;
        for (const [at, all] of s.waiting) {
          if (at > s.executed && at <= slot) all.forEach((address) => io.answer(address, slot));
        }
        executor.install(setting, s, message, io);
      },
    },
    "the first command only: the others of a slot get no answer": {
      commit: (setting, s, message, io) => {
        s.waiting = new Map([...s.waiting].map(([slot, all]) => [slot, all.slice(0, 1)]));
        executor.commit(setting, s, message, io);
      },
    },
    "the slot for an answer: two commands of a slot get the same": {
      commit: (setting, s, message, io) =>
        executor.commit(
          setting,
          s,
          message,
          nested(io, { answer: (client) => io.answer(client, s.executed) }),
        ),
    },
  },
};
