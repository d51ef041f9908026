/** What a primary and a server that joins do. @module */

import {
  apply,
  type Item,
  type NodeId,
  type Request,
  sumOf,
  type Transfer,
  type TransferIo,
  type TransferRules,
} from "../given.ts";

interface Copy {
  readonly backup: NodeId;
  readonly attempt: number;
  /** The state that it is sent was that after so many. */
  readonly since: number;
  /** How many items it said that it has; null when it has all. */
  items: number | null;
  has: number;
}

interface Right {
  rules: TransferRules;
  /** What came first: items, and how many requests they stand for. */
  base: { items: readonly Item[]; number: number };
  /** All that came after. */
  since: Request[];
  copies: Copy[];
  attempts: number;
  /** So many have been answered. */
  told: number;
  coming: { attempt: number; items: Item[]; isDone: boolean };
}

/** The state after so many requests. */
function after({ base, since }: Right, number: number) {
  const store = new Map<string, string>(), sessions = new Map<NodeId, Item & { type: "session" }>();
  for (const item of base.items) {
    if (item.type === "value") store.set(item.key, item.value);
    else sessions.set(item.client, item);
  }
  for (const { client, sequence, command } of since.slice(0, number - base.number)) {
    sessions.set(client, { type: "session", client, sequence, result: apply(store, command) });
  }
  const values = [...store].sort(([a], [b]) => a < b ? -1 : 1).map(([key, value]) =>
    ({ type: "value", key, value }) as const
  );
  const items: Item[] = [...values, ...[...sessions.values()].sort((a, b) => a.client - b.client)];
  return { store, sessions, items };
}

/** What came after so many, no more than this. */
const later = ({ base, since }: Right, at: number, most: number) =>
  since.slice(at - base.number, at - base.number + most);

const done = ({ base, since }: Right) => base.number + since.length;

export const rightTransfer: Transfer<Right> = {
  start: (rules) => ({
    rules,
    base: { items: [], number: 0 },
    since: [],
    copies: [],
    attempts: 0,
    told: 0,
    coming: { attempt: 0, items: [], isDone: false },
  }),
  join(s, backup, io) {
    const copy = { backup, attempt: ++s.attempts, since: done(s), items: 0, has: done(s) };
    s.copies = [...s.copies.filter((each) => each.backup !== backup), copy];
    piece(s, copy, io);
    settle(s, io);
  },
  leave(s, backup, io) {
    s.copies = s.copies.filter((each) => each.backup !== backup);
    settle(s, io);
  },
  ask(s, request, io) {
    const { self, primary } = s.rules, { client, sequence } = request;
    if (self !== primary) return;
    const last = after(s, done(s)).sessions.get(client);
    if (last !== undefined && last.sequence > sequence) return;
    if (last?.sequence === sequence) {
      const at = s.since.findLastIndex((each) => each.client === client);
      const { result } = last, isTold = at < s.told - s.base.number;
      if (isTold) io.answer(client, { ok: true, result });
      return;
    }
    const before = done(s);
    s.since.push(request);
    for (const { backup, items } of s.copies) {
      if (items === null) io.send(backup, { type: "forward", after: before, requests: [request] });
    }
    settle(s, io);
  },
  upon(s, from, message, io) {
    const { self, primary, most } = s.rules, copy = s.copies.find(({ backup }) => backup === from);
    switch (message.type) {
      case "received": {
        if (copy === undefined || copy.items === null || copy.attempt !== message.transfer) return;
        copy.items = message.count;
        const { length } = after(s, copy.since).items;
        if (message.count < length) return piece(s, copy, io);
        copy.items = null;
        for (let at = copy.since; at < done(s); at += most) {
          const requests = later(s, at, most);
          io.send(from, { type: "forward", after: at, requests });
        }
        return settle(s, io);
      }
      case "acknowledge":
        if (copy === undefined || copy.items !== null) return;
        copy.has = Math.max(copy.has, message.number);
        return settle(s, io);
      case "piece": {
        if (from !== primary || self === primary || message.transfer < s.coming.attempt) return;
        if (message.transfer > s.coming.attempt) {
          s.coming = { attempt: message.transfer, items: [], isDone: false };
        }
        const { coming } = s;
        if (!coming.isDone && message.offset === coming.items.length) {
          coming.items.push(...message.items);
          if (coming.items.length >= message.total) {
            if (sumOf(coming.items) !== message.sum) coming.items = [];
            else {
              coming.isDone = true;
              Object.assign(s, {
                base: { items: coming.items, number: message.number },
                since: [],
              });
            }
          }
        }
        return io.send(primary, {
          type: "received",
          transfer: message.transfer,
          count: coming.items.length,
        });
      }
      case "forward": {
        if (from !== primary || self === primary || !s.coming.isDone) return;
        for (const [i, request] of message.requests.entries()) {
          if (message.after + i === done(s)) s.since.push(request);
        }
        return io.send(primary, { type: "acknowledge", number: done(s) });
      }
    }
  },
  again(s, io) {
    for (const copy of s.copies) {
      if (copy.items !== null) piece(s, copy, io);
      else if (copy.has < done(s)) {
        const requests = later(s, copy.has, s.rules.most);
        io.send(copy.backup, { type: "forward", after: copy.has, requests });
      }
    }
  },
  lead(s) {
    s.rules = { ...s.rules, primary: s.rules.self };
    s.told = done(s);
  },
  ready: ({ copies, told }) =>
    copies.filter(({ items, has }) => items === null && has >= told).map(({ backup }) => backup),
  store: (s) => after(s, done(s)).store,
};

function piece(s: Right, { backup, attempt, since, items: offset }: Copy, io: TransferIo): void {
  const { items } = after(s, since);
  io.send(backup, {
    type: "piece",
    transfer: attempt,
    number: since,
    offset: offset!,
    items: items.slice(offset!, offset! + s.rules.most),
    total: items.length,
    sum: sumOf(items),
  });
}

function settle(s: Right, io: TransferIo): void {
  const following = s.copies.filter(({ items }) => items === null);
  const far = Math.min(done(s), ...following.map(({ has }) => has));
  for (; s.told < far; s.told++) {
    const { client, sequence } = s.since[s.told - s.base.number]!;
    const { result } = after(s, s.told + 1).sessions.get(client)!;
    if (sequence >= 0) io.answer(client, { ok: true, result });
  }
}
