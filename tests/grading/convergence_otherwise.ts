/** Right answers to exercise 08 that are built otherwise than the solution: parts 1 to 6. */

import type {
  Any,
  Broadcast,
  Causal,
  CausalIo,
  Counters,
  Deltas,
  Name,
  OrMap,
  OrSet,
  Registers,
  Texts,
  Value,
} from "../../exercises/08-convergence/given.ts";

/** What waits and what is kept by their names; others are told first, the last node first. */
class ByName implements Causal {
  start({ self, nodes }: { self: number; nodes: number }) {
    const row = () => Array.from({ length: nodes }, () => 0);
    return {
      self,
      nodes,
      has: row(),
      rows: new Map<number, number[]>(),
      told: row(),
      kept: new Map(),
      early: new Map(),
    };
  }

  say(s: Any, payload: string, io: CausalIo): void {
    const stamp = s.has.with(s.self, s.has[s.self] + 1);
    const broadcast = { payload, stamp, origin: s.self };
    for (let node = s.nodes - 1; node >= 0; node--) {
      if (node !== s.self) io.send(node, { ...broadcast, type: "broadcast" });
    }
    this.#takes(s, broadcast, io);
    this.#tells(s, io);
  }

  round(s: Any, partner: number, io: CausalIo): void {
    io.send(partner, { row: s.has.slice(), type: "known" });
  }

  upon(s: Any, from: number, message: Any, io: CausalIo): void {
    if (message.type === "known") this.#hears(s, from, message.row, io);
    else {
      const { origin, stamp, payload } = message;
      if (stamp[origin] > s.has[origin]) {
        s.early.set(`${origin}/${stamp[origin]}`, { origin, stamp: [...stamp], payload });
      }
      let isMore = true;
      while (isMore) {
        isMore = false;
        for (const [key, each] of s.early) {
          const isReady = each.stamp.every((n: number, of: number) =>
            n <= s.has[of] + (of === each.origin ? 1 : 0)
          );
          if (!isReady) continue;
          s.early.delete(key);
          this.#takes(s, each, io);
          isMore = true;
        }
      }
    }
    this.#tells(s, io);
  }

  #hears(s: Any, from: number, row: readonly number[], io: CausalIo): void {
    const before = s.rows.get(from) ?? row.map(() => 0);
    for (const each of [...s.kept.values()].toReversed()) {
      const { origin, stamp } = each as Broadcast;
      const lacks = stamp[origin]! > row[origin]! && stamp[origin]! > before[origin];
      if (lacks && origin !== from) io.send(from, { ...each, type: "broadcast" });
    }
    if (row[from]! <= s.has[from]) this.#knows(s, from, row);
  }

  #takes(s: Any, broadcast: Broadcast, io: CausalIo): void {
    const { origin, stamp } = broadcast;
    s.has[origin] = stamp[origin];
    s.kept.set(`${origin}/${stamp[origin]}`, broadcast);
    if (origin !== s.self) this.#knows(s, origin, stamp);
    io.deliver({ ...broadcast });
  }

  #knows(s: Any, node: number, row: readonly number[]): void {
    const before = s.rows.get(node) ?? row.map(() => 0);
    s.rows.set(node, before.map((n: number, of: number) => n > row[of]! ? n : row[of]!));
  }

  /** One node after the other is told, as it were; the last call has all. */
  #tells(s: Any, io: CausalIo): void {
    for (let of = 0; of < s.nodes; of++) {
      let least = s.has[of];
      for (let node = 0; node < s.nodes; node++) {
        if (node !== s.self) least = Math.min(least, s.rows.get(node)?.[of] ?? 0);
      }
      while (s.told[of] < least) {
        s.kept.delete(`${of}/${++s.told[of]}`);
        io.stable(s.told.slice());
      }
    }
  }
}
export const causal: Causal = new ByName();

/** Of each name how often it has counted, and what that is together. */
export const counters: Counters = {
  start: (name, saved) => [name, saved === null ? [] : saved[1]],
  add: ([name, list], by) => {
    const [, times, sum] = list.find(([of]: [Name]) => of === name) ?? [name, 0, 0];
    return [name, [...list.filter(([of]: [Name]) => of !== name), [name, times + 1, sum + by]]];
  },
  merge([name, list], [, other]) {
    const all = [...list];
    for (const each of other) {
      const at = all.findIndex(([of]) => of === each[0]);
      if (at < 0) all.push(each);
      else if (all[at][1] < each[1]) all[at] = each;
    }
    return [name, all];
  },
  value: ([, list]) =>
    list.map(([, , sum]: [Name, number, number]) => sum).reduce((a: number, b: number) => a + b, 0),
};

export const registers: Registers = {
  last: {
    empty: () => [],
    write: ([time], name, value, now) =>
      time === undefined || now > time ? [now, name, value] : [time + 1, name, value],
    merge: (a, b) =>
      a.length === 0 || b[0] > a[0] || b[0] === a[0] && b[1] >= a[1] ? (b.length === 0 ? a : b) : a,
    read: (s) => s[2],
  },
  /** Of each name the number of its last write that is known, and its value if that is there. */
  multi: {
    empty: () => new Map(),
    write(s, name, value) {
      const all = new Map([...s].map(([of, [count]]: Any) => [of, [count]]));
      return all.set(name, [(s.get(name)?.[0] ?? 0) + 1, value]);
    },
    merge(a, b) {
      const all = new Map(a);
      for (const [name, [count, ...value]] of b) {
        const [own = 0, ...mine] = a.get(name) ?? [];
        if (count > own) all.set(name, [count, ...value]);
        else if (count === own && (value.length === 0 || mine.length === 0)) all.set(name, [own]);
      }
      return all;
    },
    read: (s) => [...s.values()].flatMap(([, ...value]) => value),
  },
};

/** Dots as texts; what is known of a name as pairs of a first and a last number. */
const dotOf = (name: Name, count: number) => JSON.stringify([name, count]);
type Ranges = Map<Name, [number, number][]>;

const isKnown = (known: Ranges, dot: string): boolean => {
  const [name, count] = JSON.parse(dot);
  return (known.get(name) ?? []).some(([from, to]) => from <= count && count <= to);
};
const rangesOf = (dots: readonly string[]): Ranges => {
  let all: Ranges = new Map();
  for (const dot of dots) {
    const [name, count] = JSON.parse(dot);
    all = both(all, new Map([[name, [[count, count]]]]));
  }
  return all;
};
function both(a: Ranges, b: Ranges): Ranges {
  const all: Ranges = new Map(a);
  for (const [name, ranges] of b) {
    const joined: [number, number][] = [];
    for (const [from, to] of [...all.get(name) ?? [], ...ranges].sort((x, y) => x[0] - y[0])) {
      const last = joined.at(-1);
      if (last === undefined || from > last[1] + 1) joined.push([from, to]);
      else last[1] = Math.max(last[1], to);
    }
    all.set(name, joined.map(([from, to]) => [from, to]));
  }
  // Pairs are never changed once they are there.
  return new Map([...all].map(([name, ranges]) => [name, ranges.map(([from, to]) => [from, to])]));
}
const nextOf = (known: Ranges, name: Name) =>
  1 + Math.max(0, ...(known.get(name) ?? []).map(([, to]) => to));
const stays = (own: Any, other: Any) => (dot: string) =>
  other.here.has(dot) || !isKnown(other.known, dot) || !own.here.has(dot);

interface Dotted {
  readonly here: ReadonlyMap<string, Any>;
  readonly known: Ranges;
}
function mergeDotted(a: Dotted, b: Dotted): Dotted {
  const copy = (s: Dotted): Ranges =>
    new Map([...s.known].map(([name, all]) => [name, all.map(([x, y]) => [x, y])]));
  const here = new Map([
    ...[...b.here].filter(([dot]) => stays(b, a)(dot)),
    ...[...a.here].filter(([dot]) => stays(a, b)(dot)),
  ]);
  return { here, known: both(copy(a), copy(b)) };
}

/** By dot what it brought. */
export const orset: OrSet = {
  empty: () => ({ here: new Map(), known: new Map() }),
  add(s, name, element) {
    const dot = dotOf(name, nextOf(s.known, name));
    const { known } = orset.remove(s, element);
    return { here: new Map([[dot, element]]), known: both(known, rangesOf([dot])) };
  },
  remove: (s, element) => ({
    here: new Map(),
    known: rangesOf([...s.here].filter(([, each]) => each === element).map(([dot]) => dot)),
  }),
  merge: mergeDotted,
  elements: (s) => [...new Set<Value>(s.here.values())].toReversed(),
};

/** By dot the path and the value; what was seen is a list of dots as one text. */
export const ormap: OrMap = {
  empty: () => ({ here: new Map(), known: new Map() }),
  put(s, name, key, field, value) {
    const dot = dotOf(name, nextOf(s.known, name));
    const { known } = ormap.remove(s, ormap.seen(s, key, field));
    return { here: new Map([[dot, [key, field, value]]]), known: both(known, rangesOf([dot])) };
  },
  seen: (s, key, field) =>
    JSON.stringify(
      [...s.here].filter(([, [k, f]]) => k === key && (field === null || f === field)).map((
        [dot],
      ) => dot),
    ),
  remove: (_s, seen) => ({ here: new Map(), known: rangesOf(JSON.parse(seen)) }),
  merge: mergeDotted,
  value(s) {
    const all: Map<string, Map<string, Value[]>> = new Map();
    for (const [key, field, value] of [...s.here.values()].toReversed()) {
      if (!all.has(key)) all.set(key, new Map());
      const fields = all.get(key)!;
      fields.set(field, [value, ...fields.get(field) ?? []]);
    }
    return all;
  },
};

/** A list of deltas, of which the first has the number `from`. */
export const deltas: Deltas = {
  start: ({ peers, most }, saved) => ({
    most,
    acked: new Map(peers.map((peer) => [peer, null])),
    all: new Set(saved?.state),
    list: [] as Texts[],
    from: (saved?.count ?? 0) + 1,
  }),
  update(s, delta, io) {
    const fresh = delta.filter((each) => !s.all.has(each));
    if (fresh.length === 0) return;
    for (const each of fresh) s.all.add(each);
    s.list.push([...new Set(fresh)]);
    io.save({ count: s.from + s.list.length - 1, state: [...s.all].sort() });
    shorten(s);
  },
  round(s, partner, io) {
    const count = s.from + s.list.length - 1, acked = s.acked.get(partner) ?? null;
    if (count === 0 || acked === count) return;
    const whole = acked === null || acked + 1 < s.from;
    const state = whole
      ? [...s.all]
      : [...new Set<string>(s.list.slice(acked + 1 - s.from).flat())];
    io.send(partner, { state: state.toReversed(), whole, type: "deltas", upTo: count });
  },
  upon(s, from, message, io) {
    if (message.type === "ack") {
      const before = s.acked.get(from) ?? 0;
      s.acked.set(from, before > message.upTo ? before : message.upTo);
      return shorten(s);
    }
    io.send(from, { upTo: message.upTo, type: "ack" });
    deltas.update(s, message.state, io);
  },
  state: (s) => [...s.all],
};

function shorten(s: Any): void {
  const all = Math.min(...[...s.acked.values()].map((n: number | null) => n ?? 0));
  while (s.list.length > 0 && (s.list.length > s.most || s.from <= all)) {
    s.list.shift();
    s.from++;
  }
}
