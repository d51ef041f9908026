/**
 * Another form of a store: a log of updates and one number for each name, in place of dots and deltas. So what
 * comes after a gap must not be taken.
 *
 * @module
 */

import type { Any, Store, StoreRules, Value } from "../../../exercises/08-convergence/given.ts";

type Clock = Record<string, number>;
type Dot = readonly [name: string, n: number];
interface Entry {
  readonly dot: Dot;
  readonly kind: "register" | "set";
  readonly key: string;
  readonly value: Value;
}
/** An update: it puts something in, or nothing, and takes away what its copy knew. */
interface Event {
  readonly dot: Dot;
  readonly put: Omit<Entry, "dot"> | null;
  readonly gone: readonly Dot[];
}
interface Whole {
  readonly here: readonly Entry[];
  readonly clock: Clock;
}
interface State {
  me: string;
  here: Entry[];
  clock: Clock;
  log: Event[];
  known: Record<string, { life: string; clock: Clock }>;
  ticking: boolean;
}

const knows = (clock: Clock, [name, n]: Dot) => (clock[name] ?? 0) >= n;
const covers = (a: Clock, b: Clock) => Object.entries(b).every((dot) => knows(a, dot));
const same = (a: Dot, b: Dot) => a[0] === b[0] && a[1] === b[1];
const join = (a: Clock, b: Clock): Clock => {
  const all = { ...a };
  for (const [name, n] of Object.entries(b)) all[name] = Math.max(n, all[name] ?? 0);
  return all;
};

type Content = Pick<State, "here" | "clock">;

function apply(s: Content, { dot, put, gone }: Event) {
  s.here = s.here.filter((e) => !gone.some((d) => same(d, e.dot)));
  if (put) s.here.push({ dot, ...put });
  s.clock = { ...s.clock, [dot[0]]: dot[1] };
}
function merge(s: Content, other: Whole) {
  const has = (list: readonly Entry[]) => {
    const all = new Set(list.map(({ dot }) => dot.join("/")));
    return ({ dot }: Entry) => all.has(dot.join("/"));
  };
  const [mine, theirs] = [has(s.here), has(other.here)];
  s.here = [
    ...s.here.filter((e) => theirs(e) || !knows(other.clock, e.dot)),
    ...other.here.filter((e) => !mine(e) && !knows(s.clock, e.dot)),
  ];
  s.clock = join(s.clock, other.clock);
}

interface Saved {
  readonly me: string;
  readonly events?: readonly Event[];
  readonly whole?: Whole;
}
function replayed(journal: readonly Saved[]): Content {
  const s: Content = { here: [], clock: {} };
  for (const { events, whole } of journal) {
    for (const event of events ?? []) if (!knows(s.clock, event.dot)) apply(s, event);
    if (whole) merge(s, whole);
  }
  return s;
}

const others = (io: Any): number[] => io.peers.filter((p: number) => p !== io.self);

function content(s: State, life: Clock): Any {
  const events = s.log.filter(({ dot }) => !knows(life, dot));
  let lacking = 0;
  for (const [name, n] of Object.entries(s.clock)) lacking += Math.max(0, n - (life[name] ?? 0));
  return events.length === lacking ? { base: life, events } : { here: s.here };
}

const atRest = (s: State, peer: number) => {
  const k = s.known[peer];
  return k !== undefined && covers(k.clock, s.clock) && covers(s.clock, k.clock);
};

function round(s: State, rules: StoreRules, io: Any) {
  let any = false;
  for (const peer of others(io)) {
    if (atRest(s, peer)) continue;
    any = true;
    const k = s.known[peer];
    const lacks = k !== undefined && !covers(k.clock, s.clock);
    io.send(peer, {
      type: "news",
      life: s.me,
      clock: s.clock,
      ...(lacks ? content(s, k.clock) : {}),
    });
  }
  s.ticking = any;
  if (any) io.wait(rules.roundMs, { type: "round" });
}
function tick(s: State, rules: StoreRules, io: Any) {
  if (s.ticking || others(io).every((peer) => atRest(s, peer))) return;
  s.ticking = true;
  io.wait(rules.roundMs, { type: "round" });
}
function forget(s: State, rules: StoreRules, io: Any) {
  s.log = s.log.filter(({ dot }) =>
    !others(io).every((p) => s.known[p] !== undefined && knows(s.known[p]!.clock, dot))
  );
  s.log = s.log.slice(Math.max(0, s.log.length - rules.most));
}
function learn(s: State, from: number, life: string, clock: Clock) {
  const k = s.known[from];
  s.known[from] = { life, clock: k?.life === life ? join(k.clock, clock) : clock };
}

/** It; `asks` decides whether updates are taken that come after those up to `base`, where here is `clock`. */
export const intervalsBy = (
  asks: (clock: Clock, base: Clock) => boolean = covers,
): Store => ({
  protocol: (rules) => {
    const update = (s: State, io: Any, put: Event["put"], gone: readonly Dot[]) => {
      const event: Event = { dot: [s.me, (s.clock[s.me] ?? 0) + 1], put, gone };
      apply(s, event);
      s.log.push(event);
      forget(s, rules, io);
      io.save({ me: s.me, events: [event] });
      if (!s.ticking) round(s, rules, io);
    };
    const at = (s: State, kind: Entry["kind"], key: string) =>
      s.here.filter((e) => e.kind === kind && e.key === key);
    return {
      start: (io, journal) => {
        const me = journal.at(-1)?.me ?? `${io.self}.${io.choose(rules.names)}`;
        const s: State = { me, ...replayed(journal), log: [], known: {}, ticking: false };
        round(s, rules, io);
        return s;
      },
      upon: {
        write: (s, { key, value, from }, io) => {
          const gone = at(s, "register", key).map(({ dot }) => dot);
          update(s, io, { kind: "register", key, value }, gone);
          io.answer(from, null);
        },
        read: (s, { key, from }, io) => {
          const all = at(s, "register", key).toSorted((a, b) =>
            a.dot[1] - b.dot[1] || (a.dot[0] < b.dot[0] ? -1 : 1)
          );
          io.answer(from, all.at(-1)?.value ?? null);
        },
        add: (s, { key, element, from }, io) => {
          const gone = at(s, "set", key).filter((e) => e.value === element).map(({ dot }) => dot);
          update(s, io, { kind: "set", key, value: element }, gone);
          io.answer(from, null);
        },
        remove: (s, { key, element, from }, io) => {
          const gone = at(s, "set", key).filter((e) => e.value === element).map(({ dot }) => dot);
          if (gone.length > 0) update(s, io, null, gone);
          io.answer(from, null);
        },
        elements: (s, { key, from }, io) =>
          io.answer(from, [...new Set(at(s, "set", key).map(({ value }) => value))]),
        news: (s: State, { from, life, clock, base, events, here }, io) => {
          learn(s, from, life, clock);
          if (events && !asks(s.clock, base)) {
            // What precedes is not here: who sent it hears so, and sends all.
          } else if (events) {
            const fresh = (events as Event[]).filter(({ dot }) => !knows(s.clock, dot));
            for (const event of fresh) apply(s, event);
            s.log.push(...fresh);
            if (fresh.length > 0) io.save({ me: s.me, events: fresh });
          } else if (here && !covers(s.clock, clock)) {
            merge(s, { here, clock });
            io.save({ me: s.me, whole: { here, clock } });
          }
          forget(s, rules, io);
          io.send(from, { type: "have", life: s.me, clock: s.clock });
          tick(s, rules, io);
        },
        have: (s: State, { from, life, clock }, io) => {
          learn(s, from, life, clock);
          forget(s, rules, io);
          tick(s, rules, io);
        },
      },
      after: { round: (s, _timer, io) => round(s, rules, io) },
      compact: (journal) =>
        journal.length === 0 ? [] : [{ me: journal.at(-1).me, whole: replayed(journal) }],
    };
  },
});
