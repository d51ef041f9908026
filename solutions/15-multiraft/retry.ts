/** Part 7: one function that tries. */

import type {
  Entries,
  GatewayIo,
  NodeId,
  Operation,
  RangeAnswer,
  Retry,
  Route,
} from "../../exercises/15-multiraft/given.ts";

interface Pending {
  readonly address: number;
  readonly operation: Operation;
  tries: number;
  /** The key that is asked for; of a scan, where it stands. */
  key: string;
  found: (readonly [string, string])[];
  /** Null: it is not known where the key is. */
  route: Route | null;
  /** Who was asked last. */
  to: NodeId | null;
}

interface State {
  next: number;
  pending: Map<number, Pending>;
}

const MOST_TRIES = 100;

export const retry: Retry<State> = {
  start: () => ({ next: 0, pending: new Map() }),
  asked(s, address, operation, io) {
    const id = s.next++, { key } = operation;
    s.pending.set(id, { address, operation, tries: 0, key, found: [], route: null, to: null });
    attempt(s, id, io);
  },
  again: (s, id, io) => attempt(s, id, io),
  located(s, id, routes, io) {
    routes.forEach((route) => io.learn(route));
    const pending = s.pending.get(id);
    if (pending === undefined || pending.route !== null) return;
    if (io.find(pending.key) !== undefined) attempt(s, id, io);
  },
  routed(s, from, id, boot, outcome, routes, io) {
    routes.forEach((route) => io.learn(route));
    const pending = s.pending.get(id);
    if (pending === undefined || boot !== io.boot) return;
    switch (outcome.type) {
      case "answer":
        return settle(s, id, pending, outcome.answer, io);
      case "no replica":
        if (pending.route !== null && pending.to === from) io.forget(pending.route.group);
        return;
      case "stale":
      case "not leader": {
        const route = io.find(pending.key);
        if (route !== undefined && isOther(route, pending.route)) attempt(s, id, io);
      }
    }
  },
};

function attempt(s: State, id: number, io: GatewayIo): void {
  const pending = s.pending.get(id);
  if (pending === undefined) return;
  if (++pending.tries > MOST_TRIES) return void s.pending.delete(id);
  io.wait(id);
  const { operation, key, tries } = pending, route = io.find(key);
  pending.route = route ?? null;
  pending.to = null;
  if (route === undefined) return io.locate(id, key);
  const { group, conf, version, leader, members } = route, { self: gateway, boot } = io;
  const to = leader === null || tries % 3 === 0 ? io.any(members) : leader;
  pending.to = to;
  const lowest = Math.min(...s.pending.keys());
  const stamp = { gateway, boot, sequence: id, lowest };
  io.ask(to, {
    id,
    boot,
    group,
    epoch: { conf, version },
    stamp: operation.type === "get" || operation.type === "scan" ? null : stamp,
    operation: operation.type === "scan" ? partOf(operation, pending, route) : operation,
  });
}

type Scan = Extract<Operation, { type: "scan" }>;

function partOf({ end, limit }: Scan, { key, found }: Pending, route: Route): Scan {
  const isLast = route.end === null || end !== null && end < route.end;
  return { type: "scan", key, end: isLast ? end : route.end, limit: limit - found.length };
}

function isOther(route: Route, last: Route | null): boolean {
  return last === null || route.group !== last.group || route.version !== last.version ||
    route.conf !== last.conf || route.leader !== last.leader;
}

function settle(
  s: State,
  id: number,
  pending: Pending,
  answer: RangeAnswer,
  io: GatewayIo,
): void {
  const { operation, found } = pending;
  if (operation.type !== "scan" || !answer.ok) return end(s, id, answer, io);
  const { start, end: last, entries, more } = answer.value as Entries;
  if (start !== pending.key) return;
  found.push(...entries);
  if (last === operation.end || found.length === operation.limit) {
    const { key: start, end: wanted } = operation;
    const value = { start, end: wanted, entries: found, more: more || last !== wanted };
    return end(s, id, { ok: true, value }, io);
  }
  pending.key = last!;
  attempt(s, id, io);
}

function end(s: State, id: number, answer: RangeAnswer, io: GatewayIo): void {
  const { address } = s.pending.get(id)!;
  s.pending.delete(id);
  io.cancel(id);
  io.answer(address, answer);
}
