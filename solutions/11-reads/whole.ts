/** Parts 12 to 14: after whatever has happened, confirm what can be confirmed, and read what can be read. */

import type {
  Any,
  Io,
  NodeId,
  ReadMessage,
  ReplicatedLog,
  Tagged,
  WholeOptions,
  WholeReads,
} from "../../exercises/11-reads/given.ts";

/** A read, and where its answer goes; every address is used once. */
interface Read {
  readonly command: unknown;
  readonly address: NodeId;
}

/** A read at the leader, or another server's question. */
interface AtLeader {
  readonly read?: Read;
  readonly asker?: { readonly node: NodeId; readonly id: number };
  /** The heartbeat that confirms it; null as long as none has been sent since it came. */
  round: number | null;
}

/** A read that waits for what others say. */
interface Asking extends Read {
  readonly answered: Set<NodeId>;
  last: number;
  index: number | null;
}

/** What a server knows of reads. */
interface Reads {
  leadership: string | null;
  round: number;
  readonly sentAt: Map<number, number>;
  leaseUntil: number;
  hasHandedOver: boolean;
  waiting: AtLeader[];
  readonly asking: Map<NodeId, Asking>;
}

/** A server, as far as reads know it. */
interface Server {
  reads: Reads;
}

type World = Io<Tagged, Tagged, unknown>;

const knowingNothing = (leadership: string | null): Reads => ({
  leadership,
  round: 0,
  sentAt: new Map(),
  leaseUntil: -Infinity,
  hasHandedOver: false,
  waiting: [],
  asking: new Map(),
});

export const reads: WholeReads = {
  protocol(log, options) {
    const { protocol } = log, mind = minding(log, options);
    const around = (handlers: object) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, handle]) => [
          type,
          (s: Server, event: unknown, io: World) => {
            handle(s, event, io);
            mind.settle(s, io);
          },
        ]),
      );
    const start = (io: World, journal: readonly unknown[]): Server => ({
      ...protocol.start(io, journal),
      reads: knowingNothing(null),
    });
    const after = around(protocol.after ?? {});
    return { ...protocol, start, after, upon: around({ ...protocol.upon, ...mind.upon }) } as Any;
  },
};

export { reads as indexed, reads as leased, reads as quorums };

/** What a server does about reads. */
function minding(log: ReplicatedLog, { way, drift }: WholeOptions) {
  const leaseMs = log.loyalMs * (1 - drift) / (1 + drift);

  function answer(s: Server, { command, address }: Read, io: World): void {
    io.answer(address, { ok: true, index: log.executed(s), result: log.read(s, command) });
  }

  function uponRead(s: Server, read: Read, io: World): void {
    const leader = log.leader(s), { address } = read;
    if (way === "pqr") {
      ask(s, read, io);
      for (const peer of io.peers) if (peer !== io.self) io.send(peer, peek(address));
    } else if (log.leading(s, io.self) !== null) s.reads.waiting.push({ read, round: null });
    else if (leader === null || leader === io.self) return;
    else if (way === "follower") {
      ask(s, read, io);
      io.send(leader, { type: "askIndex", id: address } as ReadMessage);
    } else io.send(leader, { type: "handOn", ...read } as ReadMessage);
  }

  function ask(s: Server, read: Read, io: World): void {
    const answered = new Set([io.self]);
    s.reads.asking.set(read.address, { ...read, answered, last: log.last(s), index: null });
    // Whoever waits for so long has asked again.
    if (s.reads.asking.size > 1000) s.reads.asking.delete(s.reads.asking.keys().next().value!);
  }

  const upon = {
    read: (s: Server, { command, from }: Any, io: World) =>
      uponRead(s, { command, address: from }, io),
    handOn(s: Server, { command, address }: Any, io: World) {
      if (log.leading(s, io.self) === null) return;
      s.reads.waiting.push({ read: { command, address }, round: null });
    },
    askIndex(s: Server, { from, id }: Any, io: World) {
      if (log.leading(s, io.self) === null) return;
      s.reads.waiting.push({ asker: { node: from, id }, round: null });
    },
    index(s: Server, { id, index }: Any) {
      const asking = s.reads.asking.get(id);
      if (asking !== undefined) asking.index ??= index;
    },
    peek: (s: Server, { from, id }: Any, io: World) =>
      io.send(from, { type: "peeked", id, last: log.last(s) } as ReadMessage),
    peeked(s: Server, { from, id, last }: Any) {
      const asking = s.reads.asking.get(id);
      if (asking === undefined) return;
      asking.answered.add(from);
      asking.last = Math.max(asking.last, last);
    },
  };

  function settle(s: Server, io: World): void {
    const leading = log.leading(s, io.self), name = leading?.name ?? null;
    if (s.reads.leadership !== name) {
      s.reads = { ...knowingNothing(name), asking: s.reads.asking };
    }
    if (leading !== null) lead(s, io);
    for (const [address, asking] of s.reads.asking) {
      // Who decides may have changed meanwhile: then those who have answered may be too few.
      const may = way === "pqr" ? log.meetsDecisions(s, asking.answered) : asking.index !== null;
      if (!may || log.executed(s) < (asking.index ?? asking.last)) continue;
      s.reads.asking.delete(address);
      answer(s, asking, io);
    }
  }

  function lead(s: Server, io: World): void {
    noteRound(s, io);
    if (way === "leader lease") renew(s, io);
    answerWhatIsConfirmed(s, io);
    const { waiting } = s.reads, { heard } = log.leading(s, io.self)!;
    const isUnderWay = waiting.some(({ round }) => round !== null && !heard(round));
    if (isUnderWay || !waiting.some(({ round }) => round === null)) return;
    log.beat(s, io);
    noteRound(s, io);
    answerWhatIsConfirmed(s, io);
  }

  function noteRound({ reads, ...s }: Server, io: World): void {
    const { round } = log.leading(s, io.self)!;
    if (round <= reads.round) return;
    reads.round = round;
    if (way === "leader lease") reads.sentAt.set(round, io.now());
    for (const each of reads.waiting) each.round ??= round;
  }

  function renew({ reads, ...s }: Server, io: World): void {
    const { heard, handsOver } = log.leading(s, io.self)!;
    reads.hasHandedOver ||= handsOver;
    for (const [round, sentAt] of reads.sentAt) {
      if (!heard(round)) continue;
      reads.sentAt.delete(round);
      reads.leaseUntil = Math.max(reads.leaseUntil, sentAt + leaseMs);
    }
    if (reads.hasHandedOver || leaseMs === 0) reads.leaseUntil = -Infinity;
  }

  function answerWhatIsConfirmed(s: Server, io: World): void {
    const { heard, decided } = log.leading(s, io.self)!, { reads } = s;
    if (decided === null) return;
    const hasLease = way === "leader lease" && io.now() < reads.leaseUntil;
    reads.waiting = reads.waiting.filter(({ read, asker, round }) => {
      const isSure = hasLease || (round !== null && heard(round));
      if (!isSure || (asker === undefined && log.executed(s) < decided)) return true;
      if (read !== undefined) answer(s, read, io);
      else io.send(asker!.node, { type: "index", id: asker!.id, index: decided } as ReadMessage);
      return false;
    });
  }

  return { upon, settle };
}

const peek = (id: number): ReadMessage => ({ type: "peek", id });
