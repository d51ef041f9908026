/** Part 8: two shelves, and a record for each change of one. */

import type {
  Context,
  Copy,
  Handoff,
  HintIo,
  HintMessage,
  HintRules,
  Key,
  NodeId,
  Place,
} from "../../exercises/07-quorums/given.ts";

export interface State {
  readonly rules: HintRules;
  /** What is known as a home. */
  readonly copies: Map<Key, Copy>;
  /** What is kept for others. */
  readonly hints: Map<NodeId, Map<Key, Copy>>;
  /** Sweeps under way: what is asked about, and who has agreed. */
  readonly sweeps: Map<Key, { readonly seen: Context; readonly agreed: Set<NodeId> }>;
}

/** What is on a shelf now; null: it is not there any more. */
export interface Record {
  readonly home: NodeId | null;
  readonly key: Key;
  readonly copy: Copy | null;
}

const EMPTY: Copy = { siblings: [], seen: [] };

export const includes = (a: Context, b: Context): boolean =>
  b.every(([actor, count]) => (new Map(a).get(actor) ?? 0) >= count);
export const isSame = (a: Context, b: Context): boolean => includes(a, b) && includes(b, a);
export const isGraveOf = (copy: Copy | undefined, seen: Context): boolean =>
  copy !== undefined && copy.siblings.length > 0 &&
  copy.siblings.every(({ value }) => value === null) && isSame(copy.seen, seen);
export const count = (s: State): number =>
  [...s.hints.values()].reduce((sum, { size }) => sum + size, 0);

/** What may be done in another way. */
export interface Ways {
  /** Whether there is room for one more. */
  hasRoom(s: State, home: NodeId): boolean;
  /** Whether a hint may go. */
  isHome(hint: Copy, seen: Context, io: HintIo): boolean;
  agrees(s: State, key: Key, seen: Context): boolean;
  forgets(s: State, key: Key, seen: Context): boolean;
  saves(record: Record): boolean;
  all(agreed: ReadonlySet<NodeId>, s: State): boolean;
  offers(s: State, io: HintIo): void;
  refuses(s: State, message: HintMessage, from: NodeId, io: HintIo): void;
}

export const asAsked: Ways = {
  hasRoom: (s) => count(s) < s.rules.most,
  isHome: (hint, seen) => includes(seen, hint.seen),
  agrees: (s, key, seen) =>
    ![...s.hints.values()].some((copies) => copies.has(key)) &&
    (!s.rules.homes.includes(s.rules.self) || isGraveOf(s.copies.get(key), seen)),
  forgets: (s, key, seen) => isGraveOf(s.copies.get(key), seen),
  saves: () => true,
  all: (agreed, { rules: { nodes } }) => nodes.every((node) => agreed.has(node)),
  offers(s, io) {
    for (const [home, copies] of s.hints) {
      for (const [key, copy] of copies) io.send(home, { type: "handoff", key, copy });
    }
  },
  refuses: () => {},
};

export function handoffWith(ways: Ways): Handoff<State> {
  return {
    places(list, n, down) {
      const spare = list.slice(n).filter((node) => !down.includes(node));
      return list.slice(0, n).flatMap((home): Place[] => {
        if (!down.includes(home)) return [{ node: home, home: null }];
        const node = spare.shift();
        return node === undefined ? [] : [{ node, home }];
      });
    },
    start(rules, journal: readonly Record[]) {
      const s: State = { rules, copies: new Map(), hints: new Map(), sweeps: new Map() };
      for (const record of journal) puts(s, record);
      return s;
    },
    upon: (s, from, message, io) => hears(s, from, message, io, ways),
    round: (s, io) => ways.offers(s, io),
    sweep(s, key, io) {
      const copy = s.copies.get(key);
      if (copy === undefined || !isGraveOf(copy, copy.seen)) return;
      s.sweeps.set(key, { seen: copy.seen, agreed: new Set() });
      for (const node of s.rules.nodes) io.send(node, { type: "mayPurge", key, seen: copy.seen });
    },
    copyOf: (s, key) => s.copies.get(key) ?? null,
  };
}

export const handoff: Handoff<State> = handoffWith(asAsked);

function hears(s: State, from: NodeId, message: HintMessage, io: HintIo, ways: Ways): void {
  const { key } = message as { readonly key: Key };
  switch (message.type) {
    case "keep": {
      const { home, copy, request } = message;
      const isNew = home !== null && !s.hints.get(home)?.has(key);
      if (isNew && !ways.hasRoom(s, home)) return ways.refuses(s, message, from, io);
      keeps(s, home, key, copy, io, ways);
      return io.send(from, { type: "kept", request });
    }
    case "handoff":
      keeps(s, null, key, message.copy, io, ways);
      return io.send(from, { type: "taken", key, seen: io.dotted.context(s.copies.get(key)!) });
    case "taken": {
      const hint = s.hints.get(from)?.get(key);
      if (hint === undefined || !ways.isHome(hint, message.seen, io)) return;
      return changes(s, { home: from, key, copy: null }, io, ways);
    }
    case "mayPurge": {
      const { seen } = message;
      if (ways.agrees(s, key, seen)) io.send(from, { type: "purgeable", key, seen });
      return;
    }
    case "purgeable": {
      const sweep = s.sweeps.get(key), { seen } = message;
      if (sweep === undefined || !isSame(sweep.seen, seen)) return;
      sweep.agreed.add(from);
      if (!ways.all(sweep.agreed, s)) return;
      s.sweeps.delete(key);
      for (const node of s.rules.nodes) io.send(node, { type: "purge", key, seen });
      return;
    }
    case "purge":
      if (ways.forgets(s, key, message.seen)) changes(s, { home: null, key, copy: null }, io, ways);
  }
}

function keeps(s: State, home: NodeId | null, key: Key, copy: Copy, io: HintIo, ways: Ways): void {
  const own = shelf(s, home).get(key);
  if (own !== undefined && io.dotted.knows(own, copy)) return;
  changes(s, { home, key, copy: io.dotted.sync(own ?? EMPTY, copy) }, io, ways);
}

function changes(s: State, record: Record, io: HintIo, ways: Ways): void {
  puts(s, record);
  if (ways.saves(record)) io.save(record);
}

function puts(s: State, { home, key, copy }: Record): void {
  const own = shelf(s, home);
  if (copy === null) own.delete(key);
  else own.set(key, copy);
  if (home !== null && own.size === 0) s.hints.delete(home);
}

function shelf(s: State, home: NodeId | null): Map<Key, Copy> {
  if (home === null) return s.copies;
  const own = s.hints.get(home) ?? new Map<Key, Copy>();
  s.hints.set(home, own);
  return own;
}
