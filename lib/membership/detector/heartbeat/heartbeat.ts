/**
 * Heartbeats: every node says once a period that it is alive, and whoever is silent for longer than an estimator
 * waits is suspected, until it is heard again (Chandra and Toueg 1996; Chen, Toueg and Aguilera 2002).
 *
 * A suspicion is an opinion, and may be wrong: nobody can tell a node that has crashed from one that is slow. What
 * is sure is the other direction: who has crashed sends nothing new, so it is suspected in the end and for good.
 * That takes two numbers. An old heartbeat that comes late is no sign of life, so heartbeats are numbered; and one
 * that comes back begins its numbers again, so lives are numbered too, in a journal.
 *
 * A node sends `watchers` messages a period, and remembers as many times what the estimator does for each: with φ
 * and a window of 100 intervals, about 1 kB for each node that it watches. Where all watch all, n nodes send
 * n · (n − 1) messages a period.
 *
 * @module
 */

import { usualWith } from "../../../model/kinds.ts";
import type { Io, NodeId, Protocol } from "../../../model/protocol.ts";
import type { Beat, Heartbeat, Message, Saved, State, Timer, Watched } from "./messages.ts";
import { type Rules, rules as right } from "./rules.ts";
import { type Settings, settings as usual, watchedBy, watchersOf } from "./settings.ts";

type HeartbeatIo = Io<Message, Timer, Saved>;

/**
 * Heartbeats under any estimator.
 *
 * @example Node 1 is suspected after its silence, and trusted as soon as it is heard
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { heartbeat } from "hb/membership/detector/heartbeat/heartbeat.ts";
 * import { fixed } from "hb/membership/detector/estimators/fixed.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const protocol = heartbeat({ periodMs: 100, estimator: fixed(250) });
 * const world = new World({
 *   protocol,
 *   nodes: 2,
 *   seed: 1,
 *   faults: [{ kind: "pause", at: 1010, node: 1, forMs: 500 }],
 * });
 * const suspected = () => [...world.states[0]!.suspected];
 * world.run(1250);
 * assertEquals(suspected(), []);
 * world.run(10);
 * assertEquals(suspected(), [1]);
 * world.run(260);
 * assertEquals(suspected(), []);
 * ```
 */
export function heartbeat(
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const how: Settings = usualWith("send heartbeats", usual, settings);
  const { periodMs, watchers, estimator } = how;
  assertSettings(periodMs, watchers);
  const { isNews, isAnotherLife, withdraws, awaitsTheFirst, rearms, incarnationAfter } = {
    ...right,
    ...rules,
  };
  const beat = (s: State, io: HeartbeatIo): void => {
    s.sequence++;
    const { incarnation, sequence } = s;
    for (const watcher of watchersOf(io.self, io.peers.length, watchers)) {
      io.send(watcher, { type: "heartbeat", incarnation, sequence });
    }
    io.wait(periodMs, { type: "beat" });
  };
  const waitFor = (peer: NodeId, { known }: Watched<unknown>, io: HeartbeatIo): void => {
    const forMs = estimator.deadlineMs(known) - io.now();
    if (forMs < Infinity) io.wait(forMs, { type: "expire", key: peer });
    else io.cancel("expire", peer);
  };
  /** Learns of a heartbeat; true if the next one is not already overdue. */
  const learn = (watched: Watched<unknown>, beat: Beat, suspected: boolean, nowMs: number) => {
    if (isAnotherLife(beat, watched.last)) watched.known = estimator.start(nowMs);
    const { incarnation, sequence } = beat;
    watched.last = { incarnation, sequence };
    estimator.arrive(watched.known, { atMs: nowMs, sequence, suspected });
    return estimator.deadlineMs(watched.known) > nowMs;
  };
  return {
    start(io, journal) {
      const incarnation = incarnationAfter(journal);
      io.save({ incarnation });
      const s: State = { incarnation, sequence: 0, watched: new Map(), suspected: new Set() };
      for (const peer of watchedBy(io.self, io.peers.length, watchers)) {
        const watched = {
          last: { incarnation: 0, sequence: 0 },
          known: estimator.start(io.now()),
        };
        s.watched.set(peer, watched);
        if (awaitsTheFirst) waitFor(peer, watched, io);
      }
      beat(s, io);
      return s;
    },
    upon: {
      heartbeat(s, { from, incarnation, sequence }: Heartbeat & { from: NodeId }, io) {
        const watched = s.watched.get(from), suspected = s.suspected.has(from);
        if (watched === undefined || !isNews({ incarnation, sequence }, watched.last)) return;
        const inTime = learn(watched, { incarnation, sequence }, suspected, io.now());
        if (!inTime) {
          s.suspected.add(from);
          io.cancel("expire", from);
          return;
        }
        if (withdraws) s.suspected.delete(from);
        if (rearms(suspected)) waitFor(from, watched, io);
      },
    },
    after: {
      beat: (s, _, io) => beat(s, io),
      expire(s, { key }) {
        s.suspected.add(key);
      },
    },
  };
}

function assertSettings(periodMs: number, watchers: number): void {
  if (!(periodMs > 0 && periodMs < Infinity)) {
    throw new RangeError(
      `Cannot send heartbeats because periodMs must be finite and more than 0: given ${periodMs}`,
    );
  }
  if (watchers !== Infinity && !(Number.isInteger(watchers) && watchers >= 1)) {
    throw new RangeError(
      `Cannot send heartbeats because watchers must be Infinity, or a whole number of at least 1: ` +
        `given ${watchers}`,
    );
  }
}
