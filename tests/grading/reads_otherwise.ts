/** Correct answers to parts 1 to 6 of exercise 11, as somebody else would write them: lists of what has happened. */

import type {
  Any,
  Follower,
  Holder,
  Log,
  NodeId,
  OwnTerm,
  Quorum,
  Rounds,
  RoundsIo,
  Voter,
} from "../../exercises/11-reads/given.ts";

/** All servers. */
export const range = (servers: number) => Array.from({ length: servers }, (_, node) => node);

/** Each round keeps who has acknowledged it; what is over is dropped. */
class ByRound implements Rounds {
  start() {
    return {
      last: 0,
      rounds: [] as { n: number; by: NodeId[]; reads: [number, number][] }[],
      next: [] as [number, number][],
      due: [] as [number, number][],
    };
  }
  read(
    s: Any,
    read: number,
    log: Log,
    io: RoundsIo,
  ) {
    s.next.push([read, log.decided]);
    this.#go(s, log, io);
  }
  acknowledged(
    s: Any,
    from: NodeId,
    round: number,
    log: Log,
    io: RoundsIo,
  ) {
    for (const each of s.rounds) if (each.n <= round && !each.by.includes(from)) each.by.push(from);
    this.#go(s, log, io);
  }
  executed(
    s: Any,
    log: Log,
    io: RoundsIo,
  ) {
    this.#go(s, log, io);
  }
  due(
    s: Any,
    log: Log,
    io: RoundsIo,
  ) {
    this.#begin(s, io);
    this.#go(s, log, io);
  }
  #begin(s: Any, io: RoundsIo) {
    s.rounds.push({ n: ++s.last, by: [], reads: s.next });
    s.next = [];
    io.beat(s.last);
  }
  #go(
    s: Any,
    log: Log,
    io: RoundsIo,
  ) {
    for (let again = true; again;) {
      const isDone = ({ by }: { by: NodeId[] }) => by.length + 1 > io.servers / 2;
      s.due.push(...s.rounds.filter(isDone).flatMap(({ reads }: Any) => reads));
      s.rounds = s.rounds.filter((each: Any) => !isDone(each));
      again = s.rounds.length === 0 && s.next.length > 0;
      if (again) this.#begin(s, io);
    }
    const ready = s.due.filter(([, index]: Any) => index <= log.executed);
    s.due = s.due.filter((each: Any) => !ready.includes(each));
    // The latest first, for once.
    for (const [read] of ready.reverse()) io.answer(read);
  }
}

const term: OwnTerm = {
  start: () => ({ role: "follower" as string, term: 0, queue: new Set<number>() }),
  lead(s, term, io) {
    io.append();
    Object.assign(s, { role: "leader", term });
  },
  follow(s, io) {
    s.role = "follower";
    [...s.queue].reverse().forEach((read: unknown) => io.refuse(read as number));
    s.queue.clear();
  },
  read(s, read, commit, io) {
    if (s.role !== "leader") return io.refuse(read);
    s.queue.add(read);
    this.committed(s, commit, io);
  },
  committed(s, { index, term }, io) {
    if (s.role !== "leader" || term < s.term) return;
    for (const read of s.queue) {
      s.queue.delete(read);
      io.pass(read, index);
    }
  },
};

/** More careful than it must be: twice the drift is taken off. */
const holder: Holder = {
  leaseMs: ({ loyalMs, drift }) => loyalMs * (1 - 2 * drift),
  start: () => ({
    rounds: [] as { n: number; at: number; by: number[] }[],
    best: null,
    gone: false,
  }),
  lead: (s) => void Object.assign(s, { rounds: [], best: null, gone: false }),
  sent(s, n, { loyalMs }, at) {
    s.rounds = s.rounds.filter((each: { at: number }) => at - each.at < loyalMs);
    s.rounds.push({ n, at, by: [] });
  },
  acknowledged(s, from, round, servers, loyalty) {
    for (const each of s.rounds) if (each.n <= round) each.by = [...new Set([...each.by, from])];
    const known = s.rounds.filter((each: { by: number[] }) => each.by.length + 1 > servers / 2).at(
      -1,
    );
    if (known === undefined) return;
    s.best = Math.max(s.best ?? -Infinity, known.at + this.leaseMs(loyalty));
    s.rounds = s.rounds.filter(({ n }: { n: number }) => n > known.n);
  },
  handsOver: (s) => void (s.gone = true),
  mayRead: (s, now) => !s.gone && s.best !== null && now < s.best,
};

const voter: Voter = {
  start: (term, hasCrashed, loyalMs, now) => ({
    term,
    free: !hasCrashed,
    to: -1,
    heardAt: hasCrashed ? now : -1e9,
    loyalMs,
  }),
  heard(s, term, loyalMs, now) {
    if (s.term > term) return false;
    if (s.term < term) Object.assign(s, { term, free: false, to: -1 });
    s.free = false;
    Object.assign(s, { heardAt: now, loyalMs });
    return true;
  },
  met(s, term) {
    if (s.term < term) Object.assign(s, { term, free: true, to: -1 });
  },
  asked(s, candidate, term, isTold, now) {
    const isLoyal = now - s.heardAt < s.loyalMs && !isTold;
    if (isLoyal || term < s.term) return false;
    if (term > s.term) this.met(s, term);
    if (!s.free && s.to !== candidate) return false;
    Object.assign(s, { free: false, to: candidate });
    return true;
  },
};

const follower: Follower = {
  start: () => ({
    of: null as NodeId | null,
    open: [] as number[],
    known: [] as [number, number][],
  }),
  read(s, read, leader, io) {
    s.open.unshift(read);
    s.of = leader;
    if (leader !== null) io.ask(leader, read);
  },
  led(s, leader, io) {
    const isNew = leader !== s.of;
    s.of = leader;
    if (isNew && leader !== null) s.open.forEach((read: number) => io.ask(leader, read));
  },
  index(s, read, index, executed, io) {
    const at = s.open.indexOf(read);
    if (at < 0) return;
    s.open.splice(at, 1);
    s.known.push([read, index]);
    this.executed(s, executed, io);
  },
  executed(s, executed, io) {
    const ready = s.known.filter(([, index]: [number, number]) => index <= executed);
    s.known = s.known.filter(([, index]: [number, number]) => index > executed);
    for (const [read] of ready) io.answer(read);
  },
};

const pqr: Quorum = {
  start: () => ({} as Record<number, { said: Record<number, number>; until: number | null }>),
  read(s, read, slots, io) {
    s[read] = { said: {}, until: null };
    for (const node of range(io.servers).reverse()) if (node !== io.self) io.peek(node, read);
    this.peeked(s, io.self, read, slots.last, slots, io);
  },
  peek: (_s, from, read, { last }, io) => io.peeked(from, read, last),
  peeked(s, from, read, last, slots, io) {
    const own = s[read];
    if (own === undefined || own.until !== null) return;
    own.said[from] ??= last;
    const said = Object.values(own.said as Record<number, number>);
    if (io.servers - said.length < io.accepts) own.until = Math.max(...said);
    this.executed(s, slots, io);
  },
  executed(s, { executed }, io) {
    for (const [read, { until }] of Object.entries(s) as [string, { until: number | null }][]) {
      if (until === null || until > executed) continue;
      delete s[read];
      io.answer(Number(read));
    }
  },
};

/** The answers. */
export const reading = { rounds: new ByRound() as Rounds, term, holder, voter, follower, pqr };
