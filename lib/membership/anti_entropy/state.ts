/**
 * What a node keeps: its items, and indexes by which it finds what a session asks for. Memory, besides the items: for
 * "merkle" and "full" each key once more, in the order of its leaf; for "merkle" at most `depth + 1` hashes an item;
 * for "versions" one update an item, and a number for each node that has ever written. Nothing for each node that is
 * there.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { changeLeaf, emptyTree, leafOf, type MerkleTree, type TreeNode } from "./merkle/tree.ts";
import type { Item, LeafToDo, Saved, Ticket } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import { placeOf } from "./sorted.ts";
import { advance, type Seen, seenOf } from "./versions/summary.ts";
import { addUpdate, removeUpdate, type Updates } from "./versions/updates.ts";

/** What an initiator is about. There is nothing in it that outlives a crash, and nothing has to. */
export interface Session {
  /** With whom. */
  readonly partner: NodeId;
  /** Who has asked for it; null: the timer. */
  readonly client: NodeId | null;
  /** The request that is waited for. */
  ticket: Ticket;
  /** How often it has been repeated. */
  tries: number;
  /** "merkle": nodes that are to be looked into, those of the highest level first. */
  looks: TreeNode[];
  /** "merkle" and "full": leaves that are to be exchanged. */
  leaves: LeafToDo[];
  /** "versions": whether there is still something to be had. */
  takes: boolean;
  /** "versions": what the partner has seen, as far as is known. */
  theirs: Seen | null;
}

/** The state of a node. */
export interface State {
  /** How often it has started. */
  life: number;
  /** Counts its requests since then. */
  requests: number;
  /** The latest write of each key. */
  readonly items: Map<string, Item>;
  /** The highest time of any stamp that it has seen. */
  clock: number;
  /** Up to which number it has seen all writes of each node, its own included. */
  readonly seen: Map<NodeId, number>;
  /** "versions": which updates of each origin are the latest of their keys. */
  readonly updates: Updates;
  /** "merkle" and "full": for each leaf its keys, in order. */
  readonly keys: Map<number, string[]>;
  /** "merkle": the tree of all items. */
  readonly tree: MerkleTree | null;
  /** The session that it is the initiator of. */
  session: Session | null;
}

/** A node that has started, with what it had saved. */
export function born(journal: readonly Saved[], setting: Settings, rule: Rules): State {
  const s: State = {
    life: (journal.at(-1)?.life ?? 0) + 1,
    requests: 0,
    items: new Map(),
    clock: 0,
    seen: new Map(),
    updates: new Map(),
    keys: new Map(),
    tree: setting.way === "merkle" ? emptyTree(setting.shape) : null,
    session: null,
  };
  for (const { items, seen } of journal) {
    for (const item of items) take(s, item, setting, rule);
    advance(s.seen, seen);
  }
  return s;
}

/** A journal of the same without what was superseded, in records of a few items. */
export function compacted(journal: readonly Saved[], rule: Rules): Saved[] {
  const items = new Map<string, Item>(), seen = new Map<NodeId, number>();
  for (const record of journal) {
    advance(seen, record.seen);
    for (const item of record.items) {
      const had = items.get(item.key);
      if (had === undefined || rule.wins(item, had)) items.set(item.key, item);
    }
  }
  return recordsOf(journal.at(-1)?.life ?? 0, items, seen);
}

/** All that a node would have to save, had it saved nothing yet. */
export function checkpoint({ life, items, seen }: Readonly<State>): Saved[] {
  return recordsOf(life, items, seen);
}

/** So many items are in one record: whoever folds a journal when it has doubled then has little to do for each write. */
const RECORD_ITEMS = 16;

function recordsOf(life: number, items: ReadonlyMap<string, Item>, seen: Seen): Saved[] {
  const all = [...items.values()].sort((a, b) => a.key < b.key ? -1 : 1);
  const records = Array.from({ length: Math.ceil(all.length / RECORD_ITEMS) }, (_, i): Saved => ({
    life,
    items: all.slice(i * RECORD_ITEMS, (i + 1) * RECORD_ITEMS),
    seen: new Map(),
  }));
  // What has been seen stands behind what it speaks of: half a journal has no hole.
  const last = records.at(-1) ?? { life, items: [] };
  return [...records.slice(0, -1), { ...last, seen: new Map([...seen].sort(([a], [b]) => a - b)) }];
}

/** Puts an item in its place if it is later than what is there; whether it was. */
export function take(s: State, item: Item, setting: Settings, rule: Rules): boolean {
  const before = s.items.get(item.key);
  if (before !== undefined && !rule.wins(item, before)) return false;
  s.items.set(item.key, item);
  s.clock = Math.max(s.clock, item.time);
  if (setting.way === "versions") {
    if (before !== undefined) removeUpdate(s.updates, before);
    addUpdate(s.updates, { node: item.node, sequence: item.sequence, key: item.key });
    return true;
  }
  const leaf = leafIn(setting, item.key);
  if (before === undefined) indexKey(s, item.key, leaf);
  if (s.tree !== null && rule.follows(item)) {
    const was = before === undefined ? 0 : rule.hashOf(before);
    changeLeaf(s.tree, leaf, was, rule.hashOf(item), rule.joined);
  }
  return true;
}

/** A node's own write, with a stamp that is later than all it has seen. */
export function written(
  s: State,
  key: string,
  value: string | null,
  { self, now }: { readonly self: NodeId; readonly now: number },
): Item {
  const time = Math.max(Math.floor(now), s.clock + 1);
  const sequence = seenOf(s.seen, self) + 1;
  s.seen.set(self, sequence);
  return { key, value, time, node: self, sequence };
}

/** The leaf of a key: without a tree there is one for all. */
export function leafIn({ way, shape }: Settings, key: string): number {
  return way === "merkle" ? leafOf(shape, key) : 0;
}

function indexKey({ keys }: State, key: string, leaf: number): void {
  const all = keys.get(leaf);
  if (all === undefined) keys.set(leaf, [key]);
  else all.splice(placeOf(all, (other) => other < key), 0, key);
}
