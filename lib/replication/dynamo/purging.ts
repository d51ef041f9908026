/**
 * When a tombstone may be forgotten. It must not be as long as anything older is anywhere: on a replica, with a stand-in,
 * in a request, or in a message, as that would come back and look new.
 *
 * The first replica of a key asks every node, twice. Who says yes has no hint for the key, coordinates nothing that
 * has to do with it, and has not for `graceMs`; and if it keeps the key, it has the tombstone. After the first round
 * nobody sends anything older any more, unless it still comes to a stand-in; whatever that sends is over, too, before the stand-in
 * says yes in the second round. This rests on no message being under way for longer than `graceMs`, and a node that is
 * down says nothing, so that tombstones stay.
 *
 * @module
 */

import type { Core, DynamoIo, Own } from "./core.ts";
import { isGraveOf } from "./core.ts";
import type { State } from "./state.ts";
import { type Context, isSame } from "./versions/context.ts";
import { isGrave, NOTHING } from "./versions/copy.ts";

/** Forgets tombstones. */
export interface Purging {
  /** Messages. */
  readonly upon: Pick<Own["upon"], "mayPurge" | "purgeable" | "purge">;
  /** Timers. */
  readonly after: Pick<NonNullable<Own["after"]>, "sweep">;
}

/** The handlers. */
export function purging(core: Core): Purging {
  const { setting, rule } = core;
  /** Whether this node has nothing against it. */
  const agrees = (s: State, key: string, seen: Context, io: DynamoIo) =>
    isGraveOf(s.store.get(key), seen) &&
    (!rule.hintsCount() || isQuiet(s, key, io.now(), setting.graceMs));
  const forget = (s: State, key: string, seen: Context, io: DynamoIo) => {
    s.graves.delete(key);
    if (isGraveOf(s.store.get(key), seen)) core.giveUp(s, key, null, io);
  };
  return {
    upon: {
      mayPurge(s, { key, seen, round, from }, io) {
        if (agrees(s, key, seen, io)) io.send(from, { type: "purgeable", key, seen, round });
      },
      purgeable(s, { key, seen, round, from }, io) {
        const grave = s.graves.get(key);
        if (grave === undefined || grave.round !== round || !isSame(grave.seen, seen)) return;
        grave.agreed.add(from);
        const all = io.peers.every((node) => s.gone.has(node) || grave.agreed.has(node));
        if (!all) return;
        if (round === 1) {
          grave.round = 2;
          grave.agreed.clear();
          return;
        }
        for (const node of io.peers) io.send(node, { type: "purge", key, seen });
        s.graves.delete(key);
      },
      purge: (s, { key, seen }, io) => forget(s, key, seen, io),
    },
    after: {
      sweep(s, _, io) {
        waitForSweep(core, io);
        for (const key of s.graves.keys()) {
          if (!isGrave(s.store.get(key) ?? NOTHING)) s.graves.delete(key);
        }
        for (const [key, copy] of s.store) {
          if (!isGrave(copy) || core.homes(s, key, io.peers)[0] !== io.self) continue;
          const { seen } = copy, known = s.graves.get(key);
          const round = known !== undefined && isSame(known.seen, seen) ? known.round : 1;
          s.graves.set(key, { seen, round, agreed: new Set() });
          if (!rule.asksBeforePurge()) {
            forget(s, key, seen, io);
            continue;
          }
          for (const node of io.peers) io.send(node, { type: "mayPurge", key, seen, round });
        }
      },
    },
  };
}

/** Waits for the next look. */
export function waitForSweep({ setting: { sweepMs } }: Core, io: DynamoIo): void {
  if (sweepMs !== null) io.wait(sweepMs, { type: "sweep" });
}

/** Whether this node has had nothing to do with a key for so long that nothing it sent is under way. */
function isQuiet(s: State, key: string, now: number, graceMs: number): boolean {
  if (now - s.startedAt < graceMs) return false;
  const at = s.busy.get(key);
  if (at !== undefined && now - at < graceMs) return false;
  const isAbout = ({ key: other }: { readonly key: string }) => other === key;
  if ([...s.puts.values()].some(isAbout) || [...s.gets.values()].some(isAbout)) return false;
  return [...s.hints.values()].every((copies) => !copies.has(key));
}
