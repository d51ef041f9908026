/**
 * Gets (DeCandia et al. 2007, section 4.5), and read repair (section 5). A coordinator asks the first N healthy nodes
 * of the list – itself, if it is one of them, like any other. When R have answered it merges what they know, and answers. Then
 * it waits for the others, and mends those homes that turn out to know less.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Core, DynamoIo, Own } from "./core.ts";
import type { Got } from "./messages.ts";
import type { Putting } from "./putting.ts";
import { lifeOf, newTicket, type PendingGet, type State } from "./state.ts";
import { type Context, joined } from "./versions/context.ts";
import { type Copy, isSame, NOTHING, type Value } from "./versions/copy.ts";

/** Coordinates gets. */
export interface Getting {
  /** Messages. */
  readonly upon: Pick<Own["upon"], "get" | "change" | "read" | "found" | "mend">;
  /** Answers to a get have not come in time. */
  impatient(s: State, count: number, io: DynamoIo): void;
}

/** The handlers; `put` is how a change goes on. */
export function getting(
  core: Core,
  put: Putting["begin"],
): Getting {
  const { setting, rule } = core;
  const settle = (s: State, count: number, get: PendingGet, io: DynamoIo) => {
    if (get.client !== null && rule.isEnough(get.found.size, setting.reads, "read")) {
      reply(core, s, get, io, put);
      get.client = null;
    }
    const isOver = get.waiting.size === 0 || rule.mends(false) && get.client === null;
    if (isOver) finish(core, s, count, get, io);
  };
  return {
    upon: {
      get: (s, { key, from }, io) => begin(core, s, { client: from, key, change: null }, io),
      change: (s, { key, value, from }, io) =>
        begin(core, s, { client: from, key, change: { value } }, io),
      read: (s, { ticket, key, from }, io) =>
        io.send(from, { type: "found", ticket, copy: core.known(s, key) }),
      found(s, { ticket, copy, from }, io) {
        const get = ticket.life === lifeOf(s) ? s.gets.get(ticket.count) : undefined;
        if (get === undefined || !get.waiting.delete(from)) return;
        get.found.set(from, copy);
        settle(s, ticket.count, get, io);
      },
      mend: (s, { key, copy }, io) => void core.keep(s, key, copy, null, io),
    },
    impatient(s, count, io) {
      const get = s.gets.get(count);
      if (get === undefined) return;
      askOthers(core, s, count, get, io);
      settle(s, count, get, io);
      if (s.gets.has(count)) io.wait(setting.patienceMs, { type: "patience", key: count });
    },
  };
}

function begin(
  core: Core,
  s: State,
  wanted: Pick<PendingGet, "client" | "key" | "change">,
  io: DynamoIo,
): void {
  const { count } = newTicket(s);
  const get = { ...wanted, waiting: new Set<NodeId>(), asked: new Set<NodeId>(), found: new Map() };
  s.gets.set(count, get);
  ask(s, get, count, readersOf(core, s, get.key, io), io);
  io.wait(core.setting.patienceMs, { type: "patience", key: count });
}

/** Whoever has not answered is taken to be down; where stand-ins count, they are asked. */
function askOthers(core: Core, s: State, count: number, get: PendingGet, io: DynamoIo): void {
  const { setting, rule } = core;
  for (const node of get.waiting) {
    if (node !== io.self) s.suspects.add(node);
    if (rule.silenceCounts()) get.found.set(node, NOTHING);
  }
  get.waiting.clear();
  const others = get.client === null || !setting.sloppy ? [] : readersOf(core, s, get.key, io);
  ask(s, get, count, others.filter((node) => !get.asked.has(node)), io);
}

/** Who is asked: homes alone, or the first healthy nodes of the list. */
function readersOf(core: Core, s: State, key: string, io: DynamoIo): readonly NodeId[] {
  if (!core.setting.sloppy && !core.rule.strictCounts("read")) return core.homes(s, key, io.peers);
  return core.places(s, key, io).map(({ node }) => node);
}

function ask(
  s: State,
  get: PendingGet,
  count: number,
  nodes: readonly NodeId[],
  io: DynamoIo,
): void {
  for (const node of nodes) {
    get.waiting.add(node);
    get.asked.add(node);
    io.send(node, { type: "read", ticket: { life: lifeOf(s), count }, key: get.key });
  }
}

function reply(
  core: Core,
  s: State,
  get: PendingGet,
  io: DynamoIo,
  put: Putting["begin"],
): void {
  const { rule } = core, all = allOf(core, get), client = get.client!;
  const values: readonly Value[] = rule.shown(all);
  const context = rule.contextOf(all, () => nodeWide(s));
  if (get.change === null) return io.answer(client, { values, context } satisfies Got);
  const { key, change: { value } } = get;
  core.hear(s, all, io);
  // Who has just answered is there, and may coordinate the write (section 6.4 of the paper picks the fastest of them).
  put(s, { key, value, context, client, read: values }, new Set(get.found.keys()), io);
}

/** Mends homes that know less than all together, and answers who could not be answered before. */
function finish(core: Core, s: State, count: number, get: PendingGet, io: DynamoIo): void {
  const { rule, setting } = core, { key, found, client } = get;
  s.gets.delete(count);
  io.cancel("patience", count);
  s.busy.set(key, io.now());
  if (client !== null) io.answer(client, { failed: `${found.size} of ${setting.reads} answered` });
  if (!setting.readRepair) return;
  const all = allOf(core, get), copy = rule.mendedWith(all, found.get(io.self));
  for (const home of core.homes(s, key, io.peers)) {
    const known = found.get(home);
    if (known !== undefined && !isSame(known, all)) io.send(home, { type: "mend", key, copy });
  }
}

function allOf(core: Core, { found }: PendingGet): Copy {
  return [...found.values()].reduce(core.merge, NOTHING);
}

/** All that a node has seen, of whatever key: a context that covers too much. */
function nodeWide({ store }: State): Context {
  return [...store.values()].reduce<Context>((all, { seen }) => joined(all, seen), new Map());
}
