/**
 * A correct answer to parts 12 to 14 of exercise 11, as somebody else would write it: a round is under way as long as
 * the last one is not heard, whoever began it, and each read waits for the first round after it.
 *
 * @module
 */

import type {
  Any,
  Io,
  NodeId,
  ReplicatedLog,
  WholeOptions,
  WholeReads,
} from "../../exercises/11-reads/given.ts";

/** A read, or a question for an index, that waits at a leader. */
interface Waiting {
  /** What to do when it is confirmed: answer a client, or tell a server the index. */
  readonly command: unknown;
  readonly to: NodeId;
  readonly isQuestion: boolean;
  /** The first round that confirms it; 0: it is confirmed. */
  round: number;
  index: number | null;
}

/** What a leader remembers in one leadership. */
interface Lead {
  readonly name: string;
  waiting: Waiting[];
  /** The last round that was seen, and when those were sent that nobody has confirmed yet. */
  round: number;
  sent: { round: number; end: number }[];
  until: number | null;
  handedOver: boolean;
}

/** A read that waits for other servers' words. */
interface Asked {
  readonly command: unknown;
  index: number | null;
  answers: { from: NodeId; last: number }[];
}

interface Mine {
  lead: Lead | null;
  asked: Map<NodeId, Asked>;
}

type AnyIo = Io<Any, Any, Any>;

function readsOver(log: ReplicatedLog, { way, drift }: WholeOptions) {
  const { protocol } = log;
  const leaseMs = way === "leader lease" ? log.loyalMs * (1 - drift) / (1 + drift) : 0;

  const mine = (s: Any): Mine => s.readsOfMine;
  const others = (io: AnyIo) => io.peers.filter((id) => id !== io.self);

  function answer(s: Any, to: NodeId, command: unknown, io: AnyIo) {
    io.answer(to, { ok: true, index: log.executed(s), result: log.read(s, command) });
  }

  /** What it knows as the leader now, and what is remembered of that leadership. */
  function look(s: Any, at: number, io: AnyIo) {
    const leading = log.leading(s, io.self);
    const my = mine(s);
    if (leading === null) my.lead = null;
    else if (my.lead?.name !== leading.name) {
      my.lead = {
        name: leading.name,
        waiting: [],
        round: 0,
        sent: [],
        until: null,
        handedOver: false,
      };
    }
    const { lead } = my;
    if (leading === null || lead === null) return null;
    if (leading.handsOver) lead.handedOver = true;
    if (leaseMs > 0) {
      if (leading.round > lead.round) {
        lead.sent.push({ round: leading.round, end: at + leaseMs });
      }
      for (const { round, end } of lead.sent) {
        if (leading.heard(round)) lead.until = Math.max(lead.until ?? end, end);
      }
      lead.sent = lead.sent.filter(({ round, end }) => end > at && !leading.heard(round));
      if (lead.handedOver) Object.assign(lead, { sent: [], until: null });
    }
    lead.round = leading.round;
    return { leading, lead };
  }

  function settleLead(s: Any, at: number, io: AnyIo) {
    for (;;) {
      const seen = look(s, at, io);
      if (seen === null) return;
      const { leading, lead } = seen;
      const isLeased = lead.until !== null && io.now() < lead.until;
      const rest: Waiting[] = [];
      for (const each of lead.waiting) {
        if (isLeased || (each.round <= leading.round && leading.heard(each.round))) each.round = 0;
        each.index ??= leading.decided;
        if (each.round > 0 || each.index === null) rest.push(each);
        else if (each.isQuestion) {
          io.send(each.to, { type: "index", id: each.command, index: each.index });
        } else if (each.index <= log.executed(s)) answer(s, each.to, each.command, io);
        else rest.push(each);
      }
      lead.waiting = rest;
      const waits = rest.some(({ round }) => round > leading.round);
      if (!waits || !leading.heard(leading.round)) return;
      log.beat(s, io);
      if (log.leading(s, io.self)?.round === leading.round) return;
    }
  }

  function settle(s: Any, at: number, io: AnyIo) {
    settleLead(s, at, io);
    const { asked } = mine(s);
    for (const [to, { command, index, answers }] of asked) {
      const executed = log.executed(s);
      const isDue = way === "pqr"
        ? answers.some((_, i) => {
          const first = answers.slice(0, i + 1);
          return first.every(({ last }) => last <= executed) &&
            log.meetsDecisions(s, new Set(first.map(({ from }) => from)));
        })
        : index !== null && index <= executed;
      if (!isDue) continue;
      asked.delete(to);
      answer(s, to, command, io);
    }
  }

  /** Something that waits at the leader; whether this is the leader. */
  function atLeader(s: Any, to: NodeId, command: unknown, isQuestion: boolean, io: AnyIo) {
    const at = io.now();
    const seen = look(s, at, io);
    if (seen === null) return false;
    const { leading, lead } = seen;
    lead.waiting.push({
      command,
      to,
      isQuestion,
      round: leading.round + 1,
      index: leading.decided,
    });
    settle(s, at, io);
    return true;
  }

  function ask(s: Any, to: NodeId, command: unknown, answers: Asked["answers"]) {
    const { asked } = mine(s);
    asked.set(to, { command, index: null, answers });
    for (const oldest of asked.keys()) {
      if (asked.size <= 1000) break;
      asked.delete(oldest);
    }
  }

  function around<F extends (...all: Any[]) => void>(handler: F, of: Any) {
    return (s: Any, event: Any, io: AnyIo) => {
      const at = io.now();
      look(s, at, io);
      handler.call(of, s, event, io);
      settle(s, at, io);
    };
  }
  const all = (handlers: Any) =>
    Object.fromEntries(
      Object.entries(handlers ?? {}).map(([type, f]) => [type, around(f as Any, handlers)]),
    );

  return {
    start(io: AnyIo, journal: readonly Any[]) {
      const at = io.now();
      const readsOfMine: Mine = { lead: null, asked: new Map() };
      const s = Object.assign(protocol.start(io, journal), { readsOfMine });
      settle(s, at, io);
      return s;
    },
    upon: {
      ...all(protocol.upon),
      read(s: Any, { command, from }: Any, io: AnyIo) {
        if (way === "pqr") {
          ask(s, from, command, [{ from: io.self, last: log.last(s) }]);
          for (const id of others(io)) io.send(id, { type: "peek", id: from });
          return settle(s, io.now(), io);
        }
        if (atLeader(s, from, command, false, io)) return;
        const leader = log.leader(s);
        if (leader === null || leader === io.self) return;
        if (way !== "follower") {
          return io.send(leader, { type: "handOn", command, address: from });
        }
        ask(s, from, command, []);
        io.send(leader, { type: "askIndex", id: from });
      },
      handOn(s: Any, { command, address }: Any, io: AnyIo) {
        atLeader(s, address, command, false, io);
      },
      askIndex(s: Any, { id, from }: Any, io: AnyIo) {
        atLeader(s, from, id, true, io);
      },
      index(s: Any, { id, index }: Any, io: AnyIo) {
        const read = mine(s).asked.get(id);
        if (read === undefined) return;
        read.index ??= index;
        settle(s, io.now(), io);
      },
      peek(s: Any, { id, from }: Any, io: AnyIo) {
        io.send(from, { type: "peeked", id, last: log.last(s) });
      },
      peeked(s: Any, { id, last, from }: Any, io: AnyIo) {
        const read = mine(s).asked.get(id);
        if (read === undefined || read.answers.some((each) => each.from === from)) return;
        read.answers.push({ from, last });
        settle(s, io.now(), io);
      },
    },
    after: all(protocol.after),
    ...(protocol.compact && { compact: protocol.compact }),
    ...(protocol.checkpoint && { checkpoint: protocol.checkpoint }),
  };
}

/** Its reads, for each way. */
export const unheard: WholeReads = {
  protocol: (log, options) => readsOver(log, options) as Any,
};
