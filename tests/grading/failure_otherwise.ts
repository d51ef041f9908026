/** Correct answers to exercise 04, built otherwise than the solution's. @module */

import {
  type Any,
  type Beat,
  type Entry,
  type Health,
  log10Tail,
  type News,
  type NodeId,
  type Opinions,
  type Packets,
  type Patience,
  type Phi,
  type Probing,
  type Rounds,
  type Saved,
  type Standing,
  type Status,
} from "../../exercises/04-failure/given.ts";

/** Numbers of lists instead of a table, and how often it was wrong instead of a timeout. */
export const patience: Patience<Any> = {
  start(rules, io) {
    for (const peer of [...rules.peers].reverse()) io.wait(peer, rules.firstMs);
    return {
      rules,
      mistakes: rules.peers.map(() => 0),
      last: rules.peers.map(() => [0, 0]),
      isHeard: rules.peers.map(() => false),
      suspects: [],
    };
  },
  heard({ rules, mistakes, last, isHeard, suspects }, peer, { life, sequence }: Beat, io) {
    const at = rules.peers.indexOf(peer);
    if (at < 0) return;
    const [lastLife, lastSequence] = last[at];
    if (isHeard[at] && (life < lastLife || life === lastLife && sequence <= lastSequence)) return;
    const wasSuspect = suspects.indexOf(peer);
    if (wasSuspect >= 0 && (!isHeard[at] || life === lastLife)) mistakes[at]++;
    isHeard[at] = true;
    last[at] = [life, sequence];
    io.wait(peer, rules.firstMs + rules.growMs * mistakes[at]);
    if (wasSuspect < 0) return;
    suspects.splice(wasSuspect, 1);
    io.trust(peer);
  },
  expired(s, peer, io) {
    io.suspect(peer);
    s.suspects = [...s.suspects, peer];
  },
};

/** Sums instead of intervals, as far as that is possible: a ring, its sum, and that of its squares. */
export const phi: Phi<Any> = {
  start: ({ size, guessMs, leastSigmaMs }) => ({
    ring: new Array(size).fill(0),
    filled: 0,
    next: 0,
    guessMs,
    leastSigmaMs,
    last: undefined,
  }),
  heard(s, nowMs, suspected) {
    const learn = (ms: number) => {
      s.ring[s.next] = ms;
      s.next = (s.next + 1) % s.ring.length;
      s.filled = Math.min(s.ring.length, s.filled + 1);
    };
    if (s.last === undefined) learn(s.guessMs);
    else if (!suspected && nowMs >= s.last) learn(nowMs - s.last);
    s.last = nowMs;
  },
  phi(s, nowMs) {
    if (s.last === undefined) return 0;
    let sum = 0, squares = 0;
    for (let i = 0; i < s.filled; i++) {
      sum += s.ring[i];
      squares += s.ring[i] * s.ring[i];
    }
    const mean = sum / s.filled, variance = Math.max(0, squares / s.filled - mean * mean);
    const sigma = Math.max(s.leastSigmaMs, Math.sqrt(variance));
    const found = -log10Tail((nowMs - s.last - mean) / sigma);
    return found > 0 ? found : 0;
  },
};

/** Timers are never cancelled: for whom it helps is remembered instead, until its timer goes off. */
export const probing: Probing<Any> = {
  start: (rules) => ({
    rules,
    nth: 0,
    target: null,
    open: false,
    asked: new Set(),
    helps: new Map(),
  }),
  period(s, target, io) {
    if (s.open) io.failed(s.target, s.asked.size);
    s.target = target;
    s.open = target !== null;
    s.asked = new Set();
    if (target === null) return;
    s.nth += 1;
    io.wait(s.rules.timeoutMs, { type: "timeout" });
    io.send(target, { type: "ping", relay: null, sequence: s.nth });
  },
  after(s, timer, io) {
    if (timer.type === "timeout") {
      if (!s.open) return;
      s.asked = new Set(io.draw(s.rules.helpers, s.target));
      for (const node of s.asked) {
        io.send(node, { type: "ping-req", sequence: s.nth, target: s.target });
      }
      return;
    }
    const { node, sequence } = timer.relay, key = `${node}:${sequence}`, isOpen = s.helps.get(key);
    s.helps.delete(key);
    if (isOpen) io.send(node, { type: "nack", sequence });
  },
  upon(s, from, message, io) {
    const { sequence } = message;
    if (message.type === "ping") {
      io.send(from, { type: "ack", sequence, relay: message.relay });
    } else if (message.type === "ping-req") {
      s.helps.set(`${from}:${sequence}`, true);
      io.wait(s.rules.nackMs, { type: "nothing", relay: { node: from, sequence } });
      io.send(message.target, { type: "ping", sequence, relay: { node: from, sequence } });
    } else if (message.type === "nack") {
      if (sequence === s.nth) s.asked.delete(from);
    } else if (message.relay === null) {
      if (sequence === s.nth) s.open = false;
    } else {
      const { node, sequence: own } = message.relay, key = `${node}:${own}`;
      io.send(node, { type: "ack", sequence: own, relay: null });
      if (s.helps.has(key)) s.helps.set(key, false);
    }
  },
};

const STATUSES: readonly Status[] = ["alive", "suspect", "dead", "left"];
/** One number for an opinion. */
const rank = ({ status, incarnation }: Standing) => 4 * incarnation + STATUSES.indexOf(status);
const opinionOf = (rank: number): Standing => ({
  status: STATUSES[rank % 4]!,
  incarnation: Math.floor(rank / 4),
});

/** Opinions are numbers; timers are not cancelled. */
export const opinions: Opinions<Any> = {
  start: (self, incarnation) => ({ self, incarnation, ranks: {} }),
  hear(s, { member, status, incarnation }, io) {
    const came = rank({ status, incarnation });
    if (member === s.self) {
      if (came <= 4 * s.incarnation) return;
      io.save(incarnation + 1);
      s.incarnation = incarnation + 1;
      io.tell({ member, incarnation: incarnation + 1, status: "alive" });
    } else if (came > (s.ranks[member] ?? -1)) hold(s, member, came, io);
  },
  failed(s, member, io) {
    const held = s.ranks[member];
    if (held !== undefined && held % 4 === 0) hold(s, member, held + 1, io);
  },
  expired(s, member, io) {
    const held = s.ranks[member];
    if (held % 4 === 1) hold(s, member, held + 1, io);
  },
  of: (s, member) =>
    member === s.self
      ? { status: "alive", incarnation: s.incarnation }
      : member in s.ranks
      ? opinionOf(s.ranks[member])
      : undefined,
};

function hold(s: Any, member: NodeId, rank: number, io: Any): void {
  s.ranks[member] = rank;
  io.tell({ member, ...opinionOf(rank) });
  if (rank % 4 === 1) io.wait(member);
}

/** A list, the newest first. */
export const packets: Packets<Any> = {
  start: ({ lambda }) => ({ lambda, list: [] }),
  add(s, news) {
    s.list = [{ ...news, left: 0 }, ...s.list.filter((each: News) => each.member !== news.member)];
  },
  take(s, room, n) {
    const limit = s.lambda * `${n}`.length;
    s.list = s.list.filter(({ left }: Any) => left < limit);
    s.list.sort((a: Any, b: Any) => a.left - b.left);
    const chosen = s.list.slice(0, room);
    for (const each of chosen) each.left++;
    s.list = s.list.filter(({ left }: Any) => left < limit);
    return chosen.map(({ member, status, incarnation }: News) => ({ member, status, incarnation }));
  },
};

/** What is left of a round, from which one is drawn each time; a newcomer is put into it. */
export const rounds: Rounds<Any> = {
  start: (members) => ({ members: [...members], rest: [] }),
  next(s, choose) {
    if (s.rest.length === 0) s.rest = [...s.members];
    if (s.rest.length === 0) return null;
    return s.rest.splice(choose(s.rest.length), 1)[0];
  },
  joined(s, member) {
    if (s.members.includes(member)) return;
    // At the end of a round the next one begins, with it.
    if (s.rest.length > 0) s.rest.push(member);
    s.members.push(member);
  },
  left(s, member) {
    s.members = s.members.filter((each: NodeId) => each !== member);
    s.rest = s.rest.filter((each: NodeId) => each !== member);
  },
};

/** How long each number of confirmations lasts is reckoned when a suspicion begins. */
export const health: Health<Any> = {
  start: (rules) => ({ rules, times: 1, all: [] }),
  answered(s) {
    if (s.times > 1) s.times--;
  },
  failed(s, asked, silent) {
    s.times = Math.min(s.rules.most + 1, s.times + (asked > 0 ? silent : 1));
  },
  refuted(s) {
    if (s.times <= s.rules.most) s.times++;
  },
  spans: ({ times, rules }) => ({
    periodMs: times * rules.periodMs,
    timeoutMs: times * rules.timeoutMs,
  }),
  suspects(s, member, by, n, nowMs, io) {
    const known = s.all.find((each: Any) => each.member === member);
    if (known === undefined) {
      const { alpha, beta, periodMs, wanted } = s.rules;
      const min = alpha * Math.max(1, Math.log10(n)) * periodMs, max = beta * min;
      const counts = n - 2 >= wanted && wanted > 0 ? wanted : 0;
      const ends = Array.from(
        { length: counts + 1 },
        (_, c) =>
          nowMs + (counts === 0 ? min : max - (max - min) * Math.log(c + 1) / Math.log(counts + 1)),
      );
      s.all.push({ member, by: [by], ends });
      io.wait(member, ends[0]! - nowMs);
      io.tell(member, by);
      return;
    }
    if (known.by.includes(by) || known.by.length === known.ends.length) return;
    known.by.push(by);
    io.tell(member, by);
    const end = known.ends[known.by.length - 1];
    if (end > nowMs) return io.wait(member, end - nowMs);
    s.all = s.all.filter((each: Any) => each.member !== member);
    io.die(member);
  },
  cleared(s, member) {
    s.all = s.all.filter((each: Any) => each.member !== member);
  },
  expired(s, member, io) {
    if (!s.all.some((each: Any) => each.member === member)) return;
    s.all = s.all.filter((each: Any) => each.member !== member);
    io.die(member);
  },
};

/** Itself is one of those that it knows; the timer is not cancelled. */
export const entry: Entry<Any> = {
  start(rules, saved, io) {
    const s = { rules, mode: "out", all: {} as Any, saved, turn: 0, waits: false };
    if (saved !== null) {
      s.all[rules.self] = { status: "left", incarnation: saved.incarnation };
      if (saved.member) begin(s, saved.contacts, io);
    }
    return s;
  },
  join(s, contacts, io) {
    if (s.mode !== "in") return begin(s, contacts, io);
    keep(s, { contacts: [...contacts] }, io);
    s.turn = 0;
    question(s, io);
  },
  again: (s, io) => s.waits ? question(s, io) : undefined,
  leave(s, io) {
    if (s.mode !== "in") return;
    s.mode = "going";
    s.waits = false;
    s.all[s.rules.self].status = "left";
    keep(s, { member: false }, io);
    io.tell(newsOf(s, s.rules.self));
  },
  gone: (s) => void (s.mode = "out"),
  upon(s, from, message, io) {
    if (s.mode === "out") return;
    for (const { member, status, incarnation } of message.news) {
      const held = s.all[member], isOther = member !== s.rules.self;
      const isSoft = isOther && status === "dead" && held && STATUSES.indexOf(held.status) < 2;
      take(s, { member, incarnation, status: isSoft ? "suspect" : status }, io);
    }
    if (message.type === "state") s.waits = false;
    else io.send(from, { type: "state", news: everything(s) });
  },
  hear: (s, news, io) => s.mode === "out" ? undefined : take(s, news, io),
  of: (s, node) => s.all[node],
};

const newsOf = (s: Any, member: NodeId): News => ({ member, ...s.all[member] });
const everything = (s: Any) => Object.keys(s.all).map((member) => newsOf(s, Number(member)));

function keep(s: Any, more: Partial<Saved>, io: Any): void {
  s.saved = { ...s.saved, incarnation: s.all[s.rules.self].incarnation, ...more };
  io.save(s.saved);
}

function begin(s: Any, contacts: readonly NodeId[], io: Any): void {
  const { self } = s.rules;
  s.mode = "in";
  s.turn = 0;
  s.all[self] = { status: "alive", incarnation: (s.all[self]?.incarnation ?? -1) + 1 };
  keep(s, { member: true, contacts: [...contacts] }, io);
  io.tell(newsOf(s, self));
  question(s, io);
}

function question(s: Any, io: Any): void {
  const others = s.saved.contacts.filter((node: NodeId) => node !== s.rules.self);
  s.waits = others.length > 0;
  if (!s.waits) return;
  io.wait(s.rules.retryMs);
  io.send(others[s.turn], { type: "sync", news: everything(s) });
  s.turn = (s.turn + 1) % others.length;
}

function take(s: Any, { member, status, incarnation }: News, io: Any): void {
  const held = s.all[member];
  const isNews = held === undefined || rank({ status, incarnation }) > rank(held);
  if (member === s.rules.self) {
    if (!isNews) return;
    s.all[member] = { ...held, incarnation: incarnation + 1 };
    keep(s, {}, io);
    io.tell(newsOf(s, member));
  } else if (isNews) {
    s.all[member] = { status, incarnation };
    io.tell(newsOf(s, member));
  } else if (STATUSES.indexOf(status) < 2 && STATUSES.indexOf(held.status) >= 2) {
    io.tell(newsOf(s, member));
  }
}
