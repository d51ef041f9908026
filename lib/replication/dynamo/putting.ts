/**
 * Puts (DeCandia et al. 2007, sections 4.5 and 4.6). A put is coordinated by a node that keeps a copy, as only such a
 * node may name a write: it knows what it has named before. It writes its own copy, and sends that to the first N
 * healthy nodes of the list. When W have it, the client is answered. Nodes that are silent are taken to be down, and
 * others stand in for them.
 *
 * A node that keeps no copy hands a put on to the first of those nodes that says that it is there. It asks before it hands
 * on, not after: a put that has been sent may have been coordinated, though no word of it came back, and whoever gave it to a
 * second node would make two writes of it. Who is only asked has nothing yet, so the next one may be asked.
 *
 * @module
 */

import { tick } from "../../clocks/hybrid.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Core, DynamoIo, Own } from "./core.ts";
import type { Place } from "./places.ts";
import type { Put } from "./messages.ts";
import {
  type Handed,
  lifeOf,
  newTicket,
  type PendingPut,
  type State,
  type Wanted,
} from "./state.ts";
import { type Context, joined } from "./versions/context.ts";
import type { Copy, Value, Version } from "./versions/copy.ts";

/** Coordinates puts. */
export interface Putting {
  /** Messages. */
  readonly upon: Pick<Own["upon"], "put" | "forward" | "pong" | "store" | "stored">;
  /** Coordinates a put here, or hands it on to a node that keeps a copy: at once, if that is one just heard from. */
  begin(s: State, wanted: Wanted, heard: ReadonlySet<NodeId>, io: DynamoIo): void;
  /** Answers to a put have not come in time. */
  impatient(s: State, count: number, io: DynamoIo): void;
}

/** The handlers. */
export function putting(core: Core): Putting {
  const { rule } = core;
  return {
    upon: {
      put(s, { key, value, context, from }, io) {
        begin(core, s, { key, value, context, client: from, read: null }, new Set(), io);
      },
      forward(s, wanted, io) {
        const { key } = wanted;
        const places = core.places(s, key, io);
        if (isOneOf(places, io.self)) return coordinate(core, s, wanted, places, io);
        // Whoever sent it thinks that others are down: so this node stands in for the first home.
        const home = core.homes(s, key, io.peers)[0]!;
        coordinate(core, s, wanted, [{ node: io.self, home }, ...places], io);
      },
      pong(s, { from }, io) {
        for (const [count, { wanted, asked }] of s.handed) {
          if (!asked.has(from)) continue;
          s.handed.delete(count);
          io.cancel("patience", count);
          if (rule.asksBeforeHanding()) io.send(from, { type: "forward", ...wanted });
        }
      },
      store(s, { ticket, key, copy, home, from }, io) {
        if (home !== null && (s.leaving !== null || s.left)) return;
        const kept = core.keep(s, key, copy, home, io);
        if (!kept && !rule.claimsRefused()) return;
        io.send(from, { type: "stored", ticket });
      },
      stored(s, { ticket, from }, io) {
        const put = pendingOf(s, ticket);
        const home = put?.waiting.get(from);
        if (put === undefined || home === undefined) return;
        put.waiting.delete(from);
        if (counts(core, home)) put.answers++;
        settle(core, put, io);
        end(s, ticket.count, put, io);
      },
    },
    begin: (s, wanted, heard, io) => begin(core, s, wanted, heard, io),
    impatient: (s, count, io) => impatient(core, s, count, io),
  };
}

function begin(
  core: Core,
  s: State,
  wanted: Wanted,
  heard: ReadonlySet<NodeId>,
  io: DynamoIo,
): void {
  const places = core.places(s, wanted.key, io);
  if (isOneOf(places, io.self)) return coordinate(core, s, wanted, places, io);
  const there = inOrder(places).find(({ node }) => heard.has(node));
  if (there !== undefined) return io.send(there.node, { type: "forward", ...wanted });
  handOn(core, s, newTicket(s).count, { wanted, asked: new Set() }, io);
}

/** Asks the next one of the first N healthy nodes whether it is there; this node may have become one of them. */
function handOn(core: Core, s: State, count: number, handed: Handed, io: DynamoIo): void {
  const { wanted, asked } = handed, places = core.places(s, wanted.key, io);
  s.handed.delete(count);
  if (isOneOf(places, io.self)) return coordinate(core, s, wanted, places, io);
  const next = inOrder(places).find(({ node }) => !asked.has(node));
  if (next === undefined) {
    return io.answer(wanted.client, { failed: "nobody is there to coordinate" });
  }
  s.handed.set(count, handed);
  asked.add(next.node);
  io.send(next.node, { type: "ping" });
  if (!core.rule.asksBeforeHanding()) io.send(next.node, { type: "forward", ...wanted });
  io.wait(core.setting.patienceMs, { type: "patience", key: count });
}

/** Whoever has not answered is taken to be down, and others are asked to stand in. */
function impatient(core: Core, s: State, count: number, io: DynamoIo): void {
  const handed = s.handed.get(count);
  if (handed !== undefined) {
    for (const node of handed.asked) s.suspects.add(node);
    return handOn(core, s, count, handed, io);
  }
  const put = s.puts.get(count);
  if (put === undefined) return;
  for (const node of put.waiting.keys()) s.suspects.add(node);
  const missing = [...put.waiting].map(([node, home]) => home ?? node);
  put.waiting.clear();
  const spare = core.list(s, put.key, io.peers).slice(core.setting.copies)
    .filter((node) => !put.asked.has(node) && !s.suspects.has(node));
  const others = missing.slice(0, spare.length)
    .map((home, i): Place => ({ node: spare[i]!, home }));
  ask(s, put, count, others, io);
  keepFor(core, s, put, missing.slice(spare.length), io);
  end(s, count, put, io);
  if (s.puts.has(count)) io.wait(core.setting.patienceMs, { type: "patience", key: count });
}

function coordinate(
  core: Core,
  s: State,
  wanted: Wanted,
  places: readonly Place[],
  io: DynamoIo,
): void {
  const { rule, setting } = core, { key, value, client, read } = wanted;
  const own = places.find(({ node }) => node === io.self)!, known = core.known(s, key);
  const version = versionOf(core, s, value, io);
  const context = contextOf(core, known, wanted.context);
  const copy = rule.written(known, context, version);
  if (
    own.home !== null && (s.leaving !== null || s.left) || !core.keep(s, key, copy, own.home, io)
  ) {
    return io.answer(client, { failed: "no room for another hint" });
  }
  const { count } = newTicket(s), { dot } = version;
  const put: PendingPut = {
    ...{ key, copy, value, read, dot, client },
    answers: counts(core, own.home) ? 1 : 0,
    waiting: new Map(),
    asked: new Set([io.self]),
  };
  s.puts.set(count, put);
  ask(s, put, count, places.filter(({ node }) => node !== io.self), io);
  const isSeen = (home: NodeId) => places.some((each) => (each.home ?? each.node) === home);
  keepFor(core, s, put, core.homes(s, key, io.peers).filter((home) => !isSeen(home)), io);
  io.wait(setting.patienceMs, { type: "patience", key: count });
  settle(core, put, io);
}

/** Where nobody is left to stand in, the coordinator keeps the hint. It is no further copy, so it does not count. */
function keepFor(
  core: Core,
  s: State,
  { key, copy }: PendingPut,
  homes: readonly NodeId[],
  io: DynamoIo,
): void {
  for (const home of homes) if (home !== io.self) core.keep(s, key, copy, home, io);
}

/** Where the last writer wins, a write replaces all that there is. */
function contextOf({ setting }: Core, known: Copy, context: Context): Context {
  return setting.conflict === "siblings" ? context : joined(known.seen, context);
}

function versionOf(core: Core, s: State, value: Value | null, io: DynamoIo): Version {
  s.count = core.rule.next(s.count);
  const dot = { actor: core.actor(s, io.self), count: s.count };
  if (core.setting.conflict === "siblings") return { dot, value, at: null };
  s.clock = tick(s.clock, io.now());
  return { dot, value, at: s.clock };
}

function ask(s: State, put: PendingPut, count: number, places: readonly Place[], io: DynamoIo) {
  const ticket = { life: lifeOf(s), count };
  for (const { node, home } of places) {
    put.waiting.set(node, home);
    put.asked.add(node);
    io.send(node, { type: "store", ticket, key: put.key, copy: put.copy, home });
  }
}

/** Answers the client when enough have it. */
function settle({ rule, setting }: Core, put: PendingPut, io: DynamoIo): void {
  if (put.client === null || !rule.isEnough(put.answers, setting.writes, "write")) return;
  io.answer(put.client, { dot: put.dot, read: put.read } satisfies Put);
  put.client = null;
}

/** Forgets a put when all have it, or nobody is left to ask. */
function end(s: State, count: number, { key, waiting }: PendingPut, io: DynamoIo): void {
  if (waiting.size > 0) return;
  s.puts.delete(count);
  io.cancel("patience", count);
  s.busy.set(key, io.now());
}

/** Whether a node that has a put counts towards W. */
function counts({ setting, rule }: Core, home: NodeId | null): boolean {
  return home === null || setting.sloppy || rule.strictCounts("write");
}

/** The places in the order of the preference list: stand-ins after homes. */
function inOrder(places: readonly Place[]): readonly Place[] {
  return [
    ...places.filter(({ home }) => home === null),
    ...places.filter(({ home }) => home !== null),
  ];
}

function isOneOf(places: readonly Place[], node: NodeId): boolean {
  return places.some((place) => place.node === node);
}

function pendingOf(s: State, ticket: { readonly life: string; readonly count: number }) {
  return ticket.life === lifeOf(s) ? s.puts.get(ticket.count) : undefined;
}
