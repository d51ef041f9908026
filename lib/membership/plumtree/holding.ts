/**
 * What a node holds so that it can be handed on, and what it remembers so that it delivers nothing twice.
 *
 * A broadcast carries its age, as far as nodes have held it. Nobody hands it on that is as old as a broadcast may get,
 * so that from then on no new copy of it sets out anywhere; and its id is known for as long again, which must be longer
 * than any copy is on its way. A window of ids without such an age is too short as soon as some node holds a payload
 * longer than the window (ChainSafe/js-libp2p-gossipsub 161).
 *
 * A node that has slept for longer than that finds copies in its mailbox which are as young as when they were sent
 * (libp2p/go-libp2p-pubsub 524). So of each node that has broadcast, the latest time is kept of what was forgotten: it
 * counts its broadcasts up, and what it began before is older still.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Id, idOf, keyOf, type Timer, type TreeIo } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { Held, Tree } from "./state.ts";

/** How a node holds and serves. */
export interface Holding {
  /** A broadcast has come: it is known from now, and can be handed on for a while. */
  hold(s: Tree, held: Held, io: TreeIo): void;
  /** A broadcast goes to who asked, if it is still held. */
  serve(s: Tree, id: Id, to: NodeId, io: TreeIo): void;
  /** A broadcast is too old to be handed on, or to be remembered. */
  age(s: Tree, timer: Extract<Timer, { type: "age" }>, io: TreeIo): void;
}

/** Whether a broadcast has been had, though it may be forgotten. */
export function isKnown(s: Tree, id: Id, { isOver }: Rules): boolean {
  return s.received.has(keyOf(id)) || isOver(id, s.forgotten.get(id.node));
}

function forget({ received, forgotten }: Tree, key: string): void {
  received.delete(key);
  const { node, time } = idOf(key);
  forgotten.set(node, Math.max(time, forgotten.get(node) ?? 0));
}

/** Holds. */
export function holding({ lifeMs, cache }: Settings, rules: Rules): Holding {
  const drop = (s: Tree, key: string): void => {
    s.held.delete(key);
    if (rules.strikes && s.queue.length > 0) {
      s.queue = s.queue.filter(({ id }) => keyOf(id) !== key);
    }
  };
  return {
    hold(s, held, io) {
      const key = keyOf(held.id);
      s.received.add(key);
      s.held.set(key, held);
      // A map tells its keys in the order in which they came.
      if (s.held.size > cache) drop(s, s.held.keys().next().value!);
      if (lifeMs > 0) io.wait(Math.max(0, lifeMs - held.ageMs), { type: "age", key, then: "drop" });
    },
    serve(s, id, to, io) {
      const held = s.held.get(keyOf(id));
      if (held === undefined) return;
      const { payload, round, at } = held;
      // A clock that was set back makes nothing younger than it came.
      const ageMs = held.ageMs + Math.max(0, io.now() - at);
      if (lifeMs > 0 && ageMs >= lifeMs) return;
      io.send(to, { type: "gossip", id, payload, round: round + 1, ageMs });
    },
    age(s, { key, then }, io) {
      if (then === "forget") return forget(s, key);
      drop(s, key);
      io.wait(rules.knownMs(lifeMs), { type: "age", key, then: "forget" });
    },
  };
}
