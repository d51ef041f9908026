/** Part 7: a pool of connections. */

import type { Pool, PoolIo, PoolRules } from "../../exercises/18-wire/given.ts";

interface Connection {
  /** Since when it is idle. */
  since: number;
  /** Who holds it; nothing: nobody. */
  holder?: number;
  isClean: boolean;
}

interface State {
  readonly rules: PoolRules;
  /** Those that wait, in their order, with their deadlines. */
  readonly waiting: Map<number, number>;
  readonly dialling: Set<number>;
  readonly connections: Map<number, Connection>;
  /** Which connection a request holds. */
  readonly held: Map<number, number>;
  /** Dials that have failed since one succeeded. */
  failures: number;
  dialAt: number;
}

export const pool: Pool<State> = {
  start: (rules) => ({
    rules,
    waiting: new Map(),
    dialling: new Set(),
    connections: new Map(),
    held: new Map(),
    failures: 0,
    dialAt: -Infinity,
  }),
  ask(s, request, deadline, now, io) {
    s.waiting.set(request, deadline);
    go(s, now, io);
  },
  dialled(s, connection, now, io) {
    if (!s.dialling.delete(connection)) return;
    s.connections.set(connection, { since: now, isClean: true });
    s.failures = 0;
    s.dialAt = -Infinity;
    go(s, now, io);
  },
  failed(s, connection, now, io) {
    if (!s.dialling.delete(connection)) return;
    const { first, longest } = s.rules.pauseMs;
    s.dialAt = now + Math.min(longest, first * 2 ** s.failures++);
    go(s, now, io);
  },
  sends: (s, request) => mark(s, request, false),
  answered: (s, request) => mark(s, request, true),
  release(s, request, now, io) {
    s.waiting.delete(request);
    const connection = s.held.get(request);
    if (connection !== undefined) {
      s.held.delete(request);
      const found = s.connections.get(connection)!;
      delete found.holder;
      found.since = now;
      if (!found.isClean) close(s, connection, io);
    }
    go(s, now, io);
  },
  lost(s, connection, now, io) {
    forget(s, connection);
    go(s, now, io);
  },
  spoke(s, connection, now, io) {
    const found = s.connections.get(connection);
    if (found !== undefined && found.holder === undefined) close(s, connection, io);
    go(s, now, io);
  },
  tick: go,
};

function mark(s: State, request: number, isClean: boolean): void {
  const connection = s.held.get(request);
  if (connection !== undefined) s.connections.get(connection)!.isClean = isClean;
}

function forget(s: State, connection: number): void {
  const holder = s.connections.get(connection)?.holder;
  if (holder !== undefined) s.held.delete(holder);
  s.connections.delete(connection);
}

function close(s: State, connection: number, io: PoolIo): void {
  forget(s, connection);
  io.close(connection);
}

const isIdle = ([, { holder }]: [number, Connection]) => holder === undefined;

function go(s: State, now: number, io: PoolIo): void {
  for (const [request, deadline] of s.waiting) {
    if (deadline > now) continue;
    s.waiting.delete(request);
    io.refuse(request);
  }
  for (const [connection, { since }] of [...s.connections].filter(isIdle)) {
    if (now >= since + s.rules.idleMs) close(s, connection, io);
  }
  const idle = [...s.connections].filter(isIdle).sort(([, a], [, b]) => a.since - b.since);
  for (const [request] of s.waiting) {
    const [connection, found] = idle.pop() ?? [];
    if (found === undefined) break;
    s.waiting.delete(request);
    s.held.set(request, connection!);
    found.holder = request;
    found.isClean = false;
    io.lend(request, connection!);
  }
  const most = Math.min(s.waiting.size, s.failures > 0 ? 1 : Infinity);
  const wanted = () =>
    s.dialling.size < most && s.dialling.size + s.connections.size < s.rules.connections;
  while (wanted() && now >= s.dialAt) s.dialling.add(io.dial());
  const idleSince = [...s.connections].filter(isIdle).map(([, { since }]) => since);
  io.wake(Math.min(
    wanted() ? s.dialAt : Infinity,
    ...s.waiting.values(),
    ...idleSince.map((since) => since + s.rules.idleMs),
  ));
}
