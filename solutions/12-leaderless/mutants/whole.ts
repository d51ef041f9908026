/** Parts 9 and 10 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/12-leaderless/answers.ts";
import { label, type WholeEPaxos } from "../../../exercises/12-leaderless/given.ts";
import { epaxos, replica } from "../whole.ts";
import {
  type Any,
  inWorld,
  restarting,
  saving,
  saying,
  toldOtherwise,
  withHandlers,
} from "./around_whole.ts";

const zeros = (proposal: Any) => ({
  ...proposal,
  dependencies: proposal.dependencies.map(() => 0),
});
const isOwn = (key: string, io: Any) => key.startsWith(`${io.self}.`);

/** A journal that is cut otherwise. */
const compacting =
  (change: (journal: readonly Any[], compacted: Any[]) => Any[]): WholeEPaxos => (setting) => {
    const own = epaxos(setting);
    return { ...own, compact: (journal) => change(journal, own.compact!(journal)) };
  };

/** Every reply carries the history. */
const wordy: WholeEPaxos = (setting) => {
  const own = epaxos(setting), upon = own.upon as Any;
  const telling = (s: Any, io: Any) =>
    nested(io, {
      send: (to: number, message: Any) =>
        io.send(to, message.type === "preAcceptReply" ? { ...message, all: s.machine } : message),
    });
  const preAccept = (s: Any, m: Any, io: Any) => upon.preAccept(s, m, telling(s, io));
  return { ...own, upon: { ...upon, preAccept } };
};

/** Each message is sent three times. */
const thrice: WholeEPaxos = inWorld((io) =>
  nested(io, {
    send(to: number, message: Any) {
      for (let i = 0; i < 3; i++) io.send(to, message);
    },
  })
);

let arrivals = 0;

export const wholeMutants: Mutants<Answers> = {
  agrees: {
    "fast on unequal dependencies: replies are counted, and not compared": withHandlers((upon) => ({
      preAcceptReply(s, m, io) {
        const own = s.rows[m.id.replica].get(m.id.slot)?.initial;
        upon.preAcceptReply!(s, { ...m, dependencies: own?.dependencies ?? m.dependencies }, io);
      },
    })),
    "fast quorum too small: one fewer than n − e": withHandlers((upon) => ({
      preAcceptReply(s, m, io) {
        const attempt = s.attempts.get(label(m.id));
        if (io.peers.length > 3 && attempt?.step === "pre-accept") {
          attempt.replies.set(-1, m.dependencies);
        }
        upon.preAcceptReply!(s, m, io);
      },
    })),
    "a reply that comes again counts: one replica is two": withHandlers((upon) => ({
      preAcceptReply(s, m, io) {
        const attempt = s.attempts.get(label(m.id));
        const isAgain = attempt?.step === "pre-accept" && attempt.replies.has(m.from);
        upon.preAcceptReply!(s, isAgain ? { ...m, from: m.from + 100 } : m, io);
      },
    })),
    "two of four: f is half, and not the largest minority": (setting) =>
      replica(setting, undefined, ({ peers: { length: n } }) => {
        const f = n === 4 ? 2 : Math.floor((n - 1) / 2), e = Math.min(f, Math.ceil((f + 1) / 2));
        return { slow: n - f, fast: n - e, least: Math.max(1, n - f - e) };
      }),
    "waits for all: one that is down ends the fast path": withHandlers((upon) => ({
      preAcceptReply(s, m, io) {
        const attempt = s.attempts.get(label(m.id));
        if (attempt?.step === "pre-accept" && attempt.replies.size + 2 < io.peers.length) {
          attempt.replies.set(m.from, m.dependencies);
        } else upon.preAcceptReply!(s, m, io);
      },
    })),
    "always two rounds: nobody decides at once": withHandlers((upon) => ({
      preAcceptReply(s, m, io) {
        // Its own opinion is one that nobody shares.
        const known = s.rows[m.id.replica].get(m.id.slot), own = known?.initial;
        if (own === null || own === undefined) return upon.preAcceptReply!(s, m, io);
        const [first, ...rest] = own.dependencies;
        const other = { ...own, dependencies: [first - 0.25, ...rest] };
        s.rows[m.id.replica].set(m.id.slot, { ...known, initial: other });
        upon.preAcceptReply!(s, m, io);
        const now = s.rows[m.id.replica].get(m.id.slot);
        s.rows[m.id.replica].set(m.id.slot, { ...now, initial: own });
      },
    })),
    "reads are no matter: what reads may come anywhere": toldOtherwise(({ interfere }) => ({
      interfere: (a, b) => a[0] === "+" && b[0] === "+" && interfere(a, b),
    })),
    "decided, so executed: it does not wait for what comes before": withHandlers((upon) => ({
      commit: (s, m, io) => upon.commit!(s, { ...m, proposal: zeros(m.proposal) }, io),
    })),
    "by arrival in a circle: each replica has its own order": (setting) => {
      const places = new Map<string, number>();
      const own = replica(
        setting,
        (a, b) => (places.get(label(a)) ?? 0) - (places.get(label(b)) ?? 0),
      );
      const upon = own.upon as Any;
      return {
        ...own,
        upon: {
          ...upon,
          commit(s: Any, m: Any, io: Any) {
            places.set(label(m.id), arrivals++);
            upon.commit(s, m, io);
          },
        },
      };
    },
    "does not recover: what its coordinator has left stays open": withHandlers((_, { retry }) => ({
      retry(s, timer, io) {
        if (isOwn(timer.key, io)) return retry!(s, timer, io);
        io.wait(300, timer);
      },
    })),
    "recovers once: the first ballot that is in its way is the last": withHandlers((
      _,
      { retry },
    ) => ({
      retry(s, timer, io) {
        const [replica, slot] = timer.key.split(".").map(Number);
        const round = s.rows[replica].get(slot)?.promised.round ?? 0;
        if (round === 0 || isOwn(timer.key, io) && round < 1) return retry!(s, timer, io);
        io.wait(300, timer);
      },
    })),
    "what nobody has heard of is not recovered: it is named, and never decided": withHandlers((
      _,
      { retry },
    ) => ({
      retry(s, timer, io) {
        const [replica, slot] = timer.key.split(".").map(Number);
        if (s.rows[replica].has(slot)) return retry!(s, timer, io);
        io.wait(300, timer);
      },
    })),
    "own value over an accepted one: votes are not looked for": withHandlers((upon) => ({
      prepareReply: (s, m, io) =>
        upon.prepareReply!(s, m.phase === "accepted" ? { ...m, phase: "none" } : m, io),
    })),
    "a no-op where somebody was silent: what may have been decided at once is lost": withHandlers((
      upon,
    ) => ({
      prepareReply: (s, m, io) =>
        upon.prepareReply!(s, m.phase === "pre-accepted" ? { ...m, phase: "none" } : m, io),
    })),
    "no test: nobody contradicts": withHandlers((upon) => ({
      validateReply: (s, m, io) => upon.validateReply!(s, { ...m, against: [] }, io),
    })),
    "its client is forgotten: nobody asks again where it became a no-op": withHandlers((upon) => ({
      commit(s, m, io) {
        if (m.proposal.value === null && m.id.replica === io.self) s.clients.delete(m.id.slot);
        upon.commit!(s, m, io);
      },
      acceptReply(s, m, io) {
        if (m.id.replica === io.self && m.ballot.round > 0) s.clients.delete(m.id.slot);
        upon.acceptReply!(s, m, io);
      },
    })),
    "opinions are not saved: after a crash it has had no part": saving((record) =>
      record.instance?.phase === "pre-accepted" && record.instance.promised.round === 0
        ? undefined
        : record
    ),
    "votes are not saved: what was decided by them is lost with a crash": saving((record) =>
      record.instance?.phase === "accepted" ? undefined : record
    ),
    "promises are not saved: after a crash it votes below them": saving((record) =>
      "id" in record && record.instance.promised.round > record.instance.accepted.round
        ? { ...record, instance: { ...record.instance, promised: record.instance.accepted } }
        : record
    ),
    "validate is not noted: what is asked for next does not depend on it": withHandlers((upon) => ({
      validate(s, m, io) {
        const row = s.rows[m.id.replica],
          isUnknown = (row.get(m.id.slot)?.initial ?? null) === null;
        upon.validate!(s, m, io);
        const known = row.get(m.id.slot);
        if (isUnknown && known !== undefined && known.phase !== "committed") {
          row.set(m.id.slot, { ...known, initial: null });
        }
      },
    })),
    "no timer after a restart: what was open stays open": (setting) => {
      const own = epaxos(setting);
      return {
        ...own,
        start: (io, journal) =>
          own.start(
            nested(io, {
              wait(delayMs: number, timer: Any) {
                if (timer.type !== "retry") io.wait(delayMs, timer);
              },
            }) as never,
            journal,
          ),
      };
    },
    "says nothing after a restart: it is not taught while nobody asks": (setting) => {
      const own = epaxos(setting);
      return {
        ...own,
        start: (io, journal) =>
          own.start(
            nested(io, {
              wait(delayMs: number, timer: Any) {
                if (timer.type !== "status" || journal.length === 0) io.wait(delayMs, timer);
              },
            }) as never,
            journal,
          ),
      };
    },
    "uses its slots again: after a restart it begins with the first": restarting((s) => {
      s.next = 1;
    }),
    "no sessions: what is asked again takes effect again": withHandlers((upon) => ({
      commit(s, m, io) {
        s.sessions.clear();
        upon.commit!(s, m, io);
      },
    })),
    "answers when it is asked: before anything is decided": withHandlers((upon) => ({
      request(s, m, io) {
        upon.request!(s, m, io);
        io.answer(m.from, { result: s.machine.length + 1 });
      },
    })),
    "reads what it has: a read needs no consensus": withHandlers((upon, _, { interfere }) => ({
      request(s, m, io) {
        if (m.command[0] !== "?") return upon.request!(s, m, io);
        const result = 1 + s.machine.filter((each: string) => interfere(each, m.command)).length;
        io.answer(m.from, { result });
      },
    })),
    "memory beside the state: all replicas share what is executed": (() => {
      const shared = new Set<string>();
      return withHandlers((upon) => ({
        request(s, m, io) {
          const key = `${m.client} ${m.number}`;
          if (shared.has(key) && m.number % 2 === 0) return;
          shared.add(key);
          upon.request!(s, m, io);
        },
      }));
    })(),
  },
  endures: {
    "never forgets: there are no checkpoints": toldOtherwise(() => ({ checkpointEvery: Infinity })),
    "always forgets: a checkpoint after each command": toldOtherwise(({ checkpointEvery }) =>
      checkpointEvery === undefined ? {} : { checkpointEvery: 1 }
    ),
    "the journal keeps all: compact does nothing": compacting((journal) => [...journal]),
    "the journal loses what is open: only the snapshot is kept": compacting((_, compacted) =>
      compacted.some((record) => !("id" in record))
        ? compacted.filter((record) => !("id" in record))
        : compacted
    ),
    "the last record: the journal is one of many": (setting) => {
      const { compact: _, ...own } = epaxos(setting);
      return own as ReturnType<WholeEPaxos>;
    },
    "a snapshot without sessions: what is asked again takes effect again": saying((message) =>
      message.type === "install"
        ? { ...message, snapshot: { ...message.snapshot, sessions: new Map() } }
        : message
    ),
    "saves a snapshot without sessions: after a crash all takes effect again": saving((record) =>
      "id" in record ? record : { ...record, sessions: new Map() }
    ),
    "says nothing of what is forgotten: whoever lacks it waits for ever": saying((message) =>
      message.type === "install" ? undefined : message
    ),
    "any snapshot: an old one takes back what was executed": withHandlers((upon) => ({
      install(s, m, io) {
        const { number } = s.snapshot;
        upon.install!(s, { ...m, snapshot: { ...m.snapshot, number: number + 1 } }, io);
      },
    })),
    "forgets the checkpoint: what is new depends on nothing that is forgotten": inWorld((io) =>
      nested(io, {
        save(record: Any) {
          if (!("id" in record)) record.last = null;
          io.save(record);
        },
      })
    ),
    "uses slots that are forgotten: after a restart it looks at its row alone": restarting((
      s,
      _,
      io,
    ) => {
      s.next = Math.max(0, ...s.rows[io.self].keys()) + 1;
    }),
    "tells all, all the time: also when nothing is to be done": withHandlers((
      upon,
      { status },
    ) => ({
      status(s, timer, io) {
        if ("decided" in timer) return upon.status!(s, timer, io);
        for (let i = 0; i < 6; i++) status!(s, timer, io);
        io.wait(30, { type: "status" });
      },
    })),
    "sends all that it has executed: with each reply": wordy,
    "says it three times: in case a message is lost": thrice,
    "never told again: whoever was cut off does not catch up": withHandlers(() => ({
      status: () => {},
    })),
  },
};
