/** How a node is saved, and how it starts from what it had saved. @module */

import { epoch as clockEpoch, type HybridTime, order } from "../../clocks/hybrid.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Saved } from "./messages.ts";
import { shelf, type State } from "./state.ts";
import type { Copy } from "./versions/copy.ts";

/** A node before its first step in this life. `draw` is called if it has no name yet. */
export function born(journal: readonly Saved[], now: number, draw: () => number): State {
  const folded = fold(journal);
  const life = folded.life ??
    { birth: draw(), bornAt: now, starts: 0, epoch: 0, count: 0, gone: [] };
  const versions = [folded.store, ...folded.hints.values()].flatMap((copies) =>
    [...copies.values()].flatMap((copy) => copy.versions)
  );
  return {
    birth: life.birth,
    bornAt: life.bornAt,
    startedAt: now,
    starts: life.starts + 1,
    epoch: life.epoch,
    count: Math.max(life.count, folded.count),
    clock: versions.reduce<HybridTime>(
      (most, { at }) => at !== null && order(at, most) > 0 ? at : most,
      clockEpoch,
    ),
    requests: 0,
    store: folded.store,
    hints: folded.hints,
    puts: new Map(),
    gets: new Map(),
    handed: new Map(),
    suspects: new Set(),
    gone: new Set(life.gone),
    trees: new Map(),
    graves: new Map(),
    busy: new Map(),
    leaving: null,
    left: false,
  };
}

/** Who the node is, as it is saved. */
export function lifeRecord(s: Readonly<State>): Saved {
  const { birth, bornAt, starts, epoch, count, gone } = s;
  return { type: "life", birth, bornAt, starts, epoch, count, gone: [...gone] };
}

/** The shortest journal that starts alike: who the node is, and its copies. */
export function compacted(journal: readonly Saved[]): Saved[] {
  const { life, count, store, hints } = fold(journal);
  if (life === undefined) return [...journal];
  return recordsOf({ ...life, count: Math.max(life.count, count) }, store, hints);
}

/** All that a node would have to save, had it saved nothing yet. */
export function checkpoint(s: Readonly<State>): Saved[] {
  return recordsOf(lifeRecord(s) as Life, s.store, s.hints);
}

type Life = Extract<Saved, { type: "life" }>;
type Copies = Map<string, Copy>;

function recordsOf(
  life: Life,
  store: ReadonlyMap<string, Copy>,
  hints: ReadonlyMap<NodeId, ReadonlyMap<string, Copy>>,
): Saved[] {
  const { count } = life;
  const of = (home: NodeId | null, copies: ReadonlyMap<string, Copy>): Saved[] =>
    [...copies].sort(([a], [b]) => a < b ? -1 : 1)
      .map(([key, copy]) => ({ type: "copy", key, home, copy, count }));
  const kept = [...hints].sort(([a], [b]) => a - b).flatMap(([home, copies]) => of(home, copies));
  return [life, ...of(null, store), ...kept];
}

function fold(journal: readonly Saved[]) {
  let life: Life | undefined, count = 0;
  const store: Copies = new Map(), hints = new Map<NodeId, Copies>();
  for (const record of journal) {
    count = Math.max(count, record.count);
    if (record.type === "life") life = record;
    else put(record.home === null ? store : shelf(hints, record.home), record.key, record.copy);
  }
  for (const [home, copies] of hints) if (copies.size === 0) hints.delete(home);
  return { life, count, store, hints };
}

function put(copies: Copies, key: string, copy: Copy | null): void {
  if (copy === null) copies.delete(key);
  else copies.set(key, copy);
}
