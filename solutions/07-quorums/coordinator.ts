/** Part 7: of a get, its client is answered when R are there, and whoever is behind is mended when all are. */

import type {
  Context,
  Coordinator,
  Copy,
  CopyIo,
  CopyMessage,
  CopyRules,
  Key,
  NodeId,
  Request,
} from "../../exercises/07-quorums/given.ts";

export interface State {
  readonly rules: CopyRules;
  readonly copies: Map<Key, Copy>;
  count: number;
  readonly gets: Map<Request, Get>;
  readonly puts: Map<Request, Put>;
}

export interface Get {
  readonly key: Key;
  /** null: it is answered. */
  client: number | null;
  /** What homes have answered, in that order. */
  readonly found: Map<NodeId, Copy | null>;
}

export interface Put {
  readonly client: number;
  /** Who has it. */
  readonly kept: Set<NodeId>;
}

/** What may be done in another way. */
export interface Ways {
  /** What a client is shown of the copies that were found. */
  shown(copies: readonly Copy[], s: State, io: CopyIo): Copy;
  /** Who is sent what, when all has come that may. */
  mends(get: Get, s: State, request: Request, io: CopyIo): void;
  written(own: Copy, context: Context, value: string | null, s: State, io: CopyIo): Copy;
  counts(copy: Copy | null): boolean;
  enough(count: number, needed: number): boolean;
  voter(from: NodeId, count: number): NodeId;
  nameOf(s: State): Request;
  ends<T>(open: Map<Request, T>, request: Request): void;
  hopeless(get: Get, s: State): boolean;
}

const EMPTY: Copy = { siblings: [], seen: [] };

export const together = (copies: readonly (Copy | null)[], io: CopyIo): Copy =>
  copies.reduce<Copy>((all, copy) => copy === null ? all : io.dotted.sync(all, copy), EMPTY);

export const asAsked: Ways = {
  shown: (copies, _, io) => together(copies, io),
  mends({ key, found }, _s, request, io) {
    const copy = together([...found.values()], io);
    for (const [node, own] of found) {
      if (own === null || io.dotted.knows(own, copy)) continue;
      io.send(node, { type: "keep", request, key, copy });
    }
  },
  written: (own, context, value, { rules }, io) =>
    io.dotted.event(own, context, rules.actor, value),
  counts: (copy) => copy !== null,
  enough: (count, needed) => count >= needed,
  voter: (from) => from,
  nameOf: ({ count }) => count,
  ends: (open, request) => void open.delete(request),
  hopeless: ({ found }, { rules: { homes, read } }) =>
    [...found.values()].filter((copy) => copy === null).length > homes.length - read,
};

export function coordinatorWith(ways: Ways): Coordinator<State> {
  return {
    start: (rules) => ({
      rules,
      copies: new Map(),
      count: 0,
      gets: new Map(),
      puts: new Map(),
    }),
    get(s, client, key, io) {
      s.count++;
      const request = ways.nameOf(s), { homes, patienceMs } = s.rules;
      s.gets.set(request, { key, client, found: new Map() });
      for (const home of homes) io.send(home, { type: "fetch", request, key });
      io.wait(request, patienceMs);
    },
    put(s, client, key, value, context, io) {
      s.count++;
      const request = ways.nameOf(s), { self, homes, write, patienceMs } = s.rules;
      const copy = ways.written(s.copies.get(key) ?? EMPTY, context, value, s, io);
      s.copies.set(key, copy);
      for (const home of homes) {
        if (home !== self) io.send(home, { type: "keep", request, key, copy });
      }
      if (ways.enough(1, write)) return io.answer(client, { ok: true });
      s.puts.set(request, { client, kept: new Set([self]) });
      io.wait(request, patienceMs);
    },
    upon: (s, from, message, io) => hears(s, from, message, io, ways),
    overdue(s, request, io) {
      const get = s.gets.get(request), put = s.puts.get(request);
      if (get !== undefined) {
        if (get.client !== null) io.answer(get.client, { ok: false });
        ways.ends(s.gets, request);
        ways.mends(get, s, request, io);
      }
      if (put !== undefined) {
        io.answer(put.client, { ok: false });
        ways.ends(s.puts, request);
      }
    },
  };
}

export const coordinator: Coordinator<State> = coordinatorWith(asAsked);

function hears(s: State, from: NodeId, message: CopyMessage, io: CopyIo, ways: Ways): void {
  const { copies } = s, { request } = message;
  switch (message.type) {
    case "fetch": {
      const copy = copies.get(message.key) ?? EMPTY;
      return io.send(from, { type: "found", request, copy });
    }
    case "keep": {
      const { key, copy } = message;
      copies.set(key, io.dotted.sync(copies.get(key) ?? EMPTY, copy));
      return io.send(from, { type: "kept", request });
    }
    case "found":
      return found(s, from, request, message.copy, io, ways);
    case "kept": {
      const put = s.puts.get(request);
      if (put === undefined) return;
      put.kept.add(ways.voter(from, put.kept.size));
      if (!ways.enough(put.kept.size, s.rules.write)) return;
      ways.ends(s.puts, request);
      io.cancel(request);
      io.answer(put.client, { ok: true });
    }
  }
}

function found(
  s: State,
  from: NodeId,
  request: Request,
  copy: Copy | null,
  io: CopyIo,
  ways: Ways,
): void {
  const get = s.gets.get(request), { homes, read } = s.rules;
  if (get === undefined || get.found.has(ways.voter(from, get.found.size))) return;
  get.found.set(ways.voter(from, get.found.size), copy);
  const good = [...get.found.values()].filter((each) => ways.counts(each)) as Copy[];
  if (get.client !== null && ways.enough(good.length, read)) {
    const all = ways.shown(good, s, io);
    const values = all.siblings.flatMap(({ value }) => value === null ? [] : [value]);
    io.answer(get.client, { ok: true, values, context: io.dotted.context(all) });
    get.client = null;
  } else if (get.client !== null && ways.hopeless(get, s)) {
    io.answer(get.client, { ok: false });
    get.client = null;
  }
  if (get.found.size < homes.length) return;
  ways.ends(s.gets, request);
  io.cancel(request);
  ways.mends(get, s, request, io);
}
