/**
 * Deletion in a map that anti-entropy keeps alike (Demers et al. 1987, section 2): what is removed somewhere comes
 * back from wherever it still is, unless its removal is remembered. So a removal leaves a death certificate, which
 * spreads and wins as any write does.
 *
 * Certificates cannot be kept for ever. After some time they are dropped everywhere but at a few retention sites,
 * where they sleep (section 2.1). A copy of the removed value that comes from a node which was away for longer meets
 * one of these in the end, and awakens the certificate: it is active again, and spreads again. For that it has an
 * activation timestamp besides its ordinary one, which stays as it was, so that it kills only what is older than
 * the removal (section 2.2).
 *
 * @module
 */

import type { NodeId, Protocol } from "../../../model/protocol.ts";
import { anyone } from "../partners.ts";
import type { Item, MapIo, Message, Saved, Stamp, Timer } from "./messages.ts";
import { type Rules, rules, type Settings, settingsWith } from "./rules.ts";

/** One node. It keeps an item for each key that it knows of, whatever the number of nodes. */
export interface State {
  /** What it has: values, and certificates that are active. */
  readonly items: Map<string, Item>;
  /** Certificates that sleep here. */
  readonly dormant: Map<string, Item>;
}

/** The protocol of each node. */
export function certificates(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const how: How = { ...settingsWith(chosen), rules: { ...rules, ...wrong } };
  return {
    start(io, journal) {
      io.wait(1 + io.choose(how.phaseMs), { type: "round" });
      const s: State = { items: new Map(), dormant: new Map() };
      for (const { key, item, dormant } of journal) place(s, key, item, dormant);
      return s;
    },
    upon: {
      put: (s, { key, value, from }, io) => io.answer(from, write(s, { key, value }, io, how)),
      remove: (s, { key, from }, io) => io.answer(from, write(s, { key, value: null }, io, how)),
      offer(s, { items, from }, io) {
        const newer = items.flatMap((item) => take(s, item, io, how) ?? []);
        const offered = new Set(items.map(({ key }) => key));
        for (const item of s.items.values()) if (!offered.has(item.key)) newer.push(item);
        if (newer.length > 0) io.send(from, { type: "newer", items: newer });
      },
      newer(s, { items, from }, io) {
        // What slept and is awake now is told at once, to whoever has what it is for.
        const awakened = items.flatMap((item) => take(s, item, io, how) ?? []);
        if (awakened.length > 0) io.send(from, { type: "newer", items: awakened });
      },
    },
    after: {
      round(s, _, io) {
        age(s, io, how);
        for (const partner of anyone(io, 1)) {
          io.send(partner, { type: "offer", items: [...s.items.values()] });
        }
        io.wait(how.roundMs, { type: "round" });
      },
    },
    compact: (journal) => [...new Map(journal.map((record) => [record.key, record])).values()],
  };
}

interface How extends Settings {
  readonly rules: Rules;
}

/** A client's write. A removal names the nodes that keep its certificate longest. */
function write(
  s: State,
  { key, value }: Pick<Item, "key" | "value">,
  io: MapIo,
  { sites, rules }: How,
): Stamp {
  const own = s.items.get(key) ?? s.dormant.get(key);
  const stamp = { time: rules.time(io.now(), own), node: io.self };
  const keepers: NodeId[] = value === null ? retentionSites(io, sites) : [];
  const item: Item = { key, value, stamp, activated: io.now(), sites: keepers };
  keep(s, key, value === null ? rules.leaves(item) : item, false, io);
  return stamp;
}

/** So many nodes, each as likely as any. */
function retentionSites(io: MapIo, count: number): NodeId[] {
  const others = anyone(io, count);
  // The node itself takes the place of one of them as often as it should.
  const isOne = io.choose(io.peers.length) < count;
  return isOne ? [io.self, ...others.slice(1)] : [...others];
}

/** Takes in an item if it wins. If not, the one that it should have lost to: the partner lacks that. */
function take(s: State, item: Item, io: MapIo, { rules, activeMs }: How): Item | undefined {
  const { key } = item, asleep = s.dormant.get(key), own = s.items.get(key) ?? asleep;
  if (own === undefined) {
    const isOver = item.value === null && io.now() - item.activated >= activeMs;
    // There is nothing here that it could be for, and it is about to be dropped everywhere.
    if (!isOver) keep(s, key, item, false, io);
    return undefined;
  }
  if (rules.wins(item, own)) {
    keep(s, key, item, false, io);
    return undefined;
  }
  if (!rules.wins(own, item)) return undefined;
  if (own !== asleep) return own;
  const awake = item.value === null ? null : rules.awakened(asleep, io.now());
  if (awake === null) return undefined;
  keep(s, key, awake, false, io);
  return awake;
}

/** Certificates whose time is over are dropped, or fall asleep where they are retained. */
function age(s: State, io: MapIo, { activeMs, dormantMs, rules }: How): void {
  for (const item of s.items.values()) {
    if (item.value !== null || io.now() - item.activated < activeMs) continue;
    keep(s, item.key, rules.retains(item, io.self) ? item : null, true, io);
  }
  for (const item of s.dormant.values()) {
    if (io.now() - item.activated < activeMs + dormantMs) continue;
    keep(s, item.key, null, true, io);
  }
}

function keep(s: State, key: string, item: Item | null, dormant: boolean, io: MapIo): void {
  place(s, key, item, dormant);
  io.save({ key, item, dormant });
}

function place(s: State, key: string, item: Item | null, dormant: boolean): void {
  s.items.delete(key);
  s.dormant.delete(key);
  if (item !== null) (dormant ? s.dormant : s.items).set(key, item);
}
