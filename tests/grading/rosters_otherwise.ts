/** Correct answers to parts 7 to 11 of exercise 11, as somebody else would write them. */

import type {
  Any,
  Changing,
  Cover,
  Granting,
  Holding,
  Range,
  Taking,
} from "../../exercises/11-reads/given.ts";
import { range } from "./reads_otherwise.ts";

const isIn = (key: string, { from, to }: Range) => !(key < from) && (to === null || key < to);

const cover: Cover = {
  start: (now) => ({
    slots: {} as Any,
    gone: [] as number[],
    asked: [] as number[],
    seen: {} as Any,
    now,
  }),
  propose(s, slot, keys, io) {
    const needs = io.ranges.filter((each) => keys.some((key) => isIn(key, each)))
      .flatMap(({ responders }) => responders);
    s.slots[slot] = { needs: new Set(needs), have: new Set([io.self]) };
    this.over(s, io.self === -1 ? 0 : NOBODY, io);
  },
  accepted(s, from, slot, io) {
    s.slots[slot]?.have.add(from);
    this.over(s, NOBODY, io);
  },
  over(s, server, io) {
    s.gone.push(...(server === NOBODY || s.gone.includes(server) ? [] : [server]));
    for (const [slot, { needs, have }] of Object.entries(s.slots as Any) as [string, Any][]) {
      const isCovered = [...needs].every((node) => have.has(node) || s.gone.includes(node));
      if (!isCovered || have.size <= io.servers / 2) continue;
      delete s.slots[slot];
      io.decide(Number(slot));
    }
  },
  heard: (s, server, now) => void (s.seen[server] = now),
  due(s, now, io) {
    for (const server of range(io.servers)) {
      const isReader = io.ranges.some(({ responders }) => responders.includes(server));
      const isIn = server !== io.self && !s.gone.includes(server) && !s.asked.includes(server);
      if (!isReader || !isIn || (s.seen[server] ?? s.now) >= now - io.silentMs) continue;
      s.asked.push(server);
      io.remove(server);
    }
  },
};
const NOBODY = -1;

/** All is kept that is not over, and looked through each time. */
const holding: Holding = {
  start: () => ({
    slots: [] as Any[],
    told: [] as string[],
    past: [] as number[],
    reads: [] as Any[],
  }),
  read(s, read, key, isLeased, io) {
    if (!isLeased) return io.forward(read);
    const own = s.slots.filter((each: Any) => each.key === key).sort((a: Any, b: Any) =>
      b.slot - a.slot
    );
    s.reads.push({ read, key, slot: own[0]?.slot ?? 0 });
    look(s, io);
  },
  accept(s, slot, key, ballot, io) {
    if (s.past.includes(slot)) return;
    const known = s.slots.find((each: Any) => each.slot === slot);
    if (known === undefined) s.slots.push({ slot, key, ballot, decided: false });
    else if (!known.decided) Object.assign(known, { key, ballot });
    look(s, io);
  },
  notice(s, from, slot, ballot, io) {
    s.told.push(`${slot}/${ballot}/${from}`);
    look(s, io);
  },
  decided(s, slot, key, io) {
    s.slots = [...s.slots.filter((each: Any) => each.slot !== slot), {
      slot,
      key,
      ballot: 0,
      decided: true,
    }];
    look(s, io);
  },
  unleased(s, io) {
    s.reads.splice(0).forEach(({ read }: Any) => io.forward(read));
  },
};

function look(s: Any, io: Parameters<Holding["unleased"]>[1]): void {
  for (const each of s.slots) {
    const { slot, ballot, key } = each;
    const have = range(io.servers).filter((node) =>
      node === io.self || s.told.includes(`${slot}/${ballot}/${node}`)
    );
    each.decided ||= have.length > io.servers / 2 &&
      io.responders(key).every((node) => have.includes(node));
  }
  const done = s.slots.filter((each: Any) => each.decided);
  s.reads = s.reads.filter(({ read, key, slot }: Any) => {
    if (slot !== 0 && !done.some((each: Any) => each.slot === slot)) return true;
    const own = done.filter((each: Any) => each.key === key).map((each: Any) => each.slot);
    io.answer(read, Math.max(0, ...own));
    return false;
  });
  const isOver = ({ slot, key }: Any) =>
    done.some((each: Any) => each.key === key && each.slot > slot);
  s.past = [...new Set([...s.past, ...done.filter(isOver).map(({ slot }: Any) => slot)])];
  s.slots = s.slots.filter((each: Any) => !each.decided || !isOver(each));
  s.told = s.told.filter((each: string) => {
    const slot = Number.parseInt(each);
    return !s.past.includes(slot) && !done.some((one: Any) => one.slot === slot);
  });
}

const taking: Taking = {
  start: () => [] as Any[],
  guard(s, from, guard, ballot, now, io) {
    io.guardReply(from, guard);
    const own = s[from] ??= { guard: 0, back: 0 };
    if (guard > own.guard) Object.assign(own, { guard, ballot, at: now, turn: 0, end: -1e9 });
  },
  promise(s, from, guard, turn, times, now, io) {
    const own = s[from];
    if (own === undefined || guard !== own.guard || own.back >= guard) return;
    const isSame = turn === own.turn && now < own.end;
    const isNext = turn - 1 === own.turn &&
      (turn === 1 ? now <= own.at + times.guardMs : now < own.end);
    if (isNext) Object.assign(own, { turn, end: now + times.leaseMs });
    if (isSame || isNext) io.promiseReply(from, guard, turn);
  },
  revoke(s, from, guard, io) {
    const own = s[from] ??= { guard: 0, back: 0 };
    own.back = Math.max(own.back, guard);
    io.revokeReply(from, guard);
  },
  held: (s, ballot, _servers, now) =>
    1 +
    s.filter((own: Any) => own?.ballot === ballot && own.back < own.guard && now < own.end).length,
};

/** A little more careful than it must be: times are a twentieth longer. */
const granting: Granting = {
  start: (hasCrashed, { leaseMs, guardMs, drift }, now) => ({
    of: {} as Any,
    quietUntil: hasCrashed ? now + far(Math.max(guardMs, leaseMs) + leaseMs, drift) : -1e9,
    isOff: false,
  }),
  due(s, times, now, fresh, io) {
    if (s.isOff) return this.revoke(s, now, io);
    for (const to of range(io.servers).filter((node) => node !== io.self).reverse()) {
      const own = s.of[to];
      if (own === undefined || (own.state === "promised" && now >= own.end)) {
        s.of[to] = { state: "guarded", guard: fresh };
        io.guard(to, fresh);
      } else if (own.state === "guarded") io.guard(to, own.guard);
      else {
        if (own.acked === own.turn) {
          own.turn += 1;
          own.end += far(times.leaseMs, times.drift);
        }
        io.promise(to, own.guard, own.turn);
      }
    }
  },
  guardReply(s, from, guard, { guardMs, leaseMs, drift }, now, io) {
    const own = s.of[from];
    if (s.isOff || own?.guard !== guard || own.state !== "guarded") return;
    Object.assign(own, {
      state: "promised",
      turn: 1,
      acked: 0,
      end: now + far(guardMs + leaseMs, drift),
    });
    io.promise(from, guard, 1);
  },
  promiseReply(s, from, guard, turn, { leaseMs, drift }, now) {
    const own = s.of[from];
    if (own?.guard !== guard || own.turn !== turn || own.acked === turn) return;
    own.acked = turn;
    own.end = Math.min(own.end, now + far(leaseMs, drift));
  },
  revoke(s, now, io) {
    s.isOff = true;
    for (const [to, own] of Object.entries(s.of as Any) as [string, Any][]) {
      if (own.state === "promised" && now < own.end) io.revoke(Number(to), own.guard);
    }
  },
  revokeReply(s, from, guard) {
    if (s.of[from]?.guard === guard) delete s.of[from];
  },
  isFree: (s, now) =>
    s.quietUntil <= now &&
    Object.values(s.of as Any).every((own: Any) => own.state !== "promised" || own.end <= now),
  resume: (s) => void Object.assign(s, { of: {}, isOff: false }),
};

const far = (ms: number, drift: number) => 1.05 * ms * (1 + drift) / (1 - drift);

/** Any majority of leases is good enough for it, and not only all that there are. */
const changing: Changing = {
  start: (ballot, bar) => ({ now: { ballot, bar }, asked: [] as number[] }),
  asked(s, ballot, isFree, io) {
    if (ballot <= s.now.ballot) return;
    s.asked.push(ballot);
    if (isFree) this.freed(s, io);
    else if (s.asked.length === 1) io.revoke();
  },
  freed(s, io) {
    if (s.asked.length === 0) return;
    s.now = { ballot: Math.max(...s.asked), bar: io.last };
    s.asked = [];
    io.adopt(s.now.ballot, s.now.bar);
  },
  mayAnswer(s, leases, executed, io) {
    const fit = leases.filter(({ ballot, bar }) => ballot === s.now.ballot && bar <= executed);
    return executed >= s.now.bar && fit.length + 1 > io.servers / 2;
  },
};

/** The answers. */
export const rosters = { cover, holding, taking, granting, changing };
