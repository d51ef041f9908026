/**
 * What a node holds so that it can be handed on, and what it remembers so that it delivers nothing twice.
 *
 * A broadcast carries its age, as far as nodes have held it. Nobody hands it on that is as old as a broadcast may get,
 * so that from then on no new copy of it sets out anywhere; and its id is known for as long again, which must be longer
 * than any copy is on its way. A window of ids without such an age is too short as soon as some node holds a payload
 * longer than the window (ChainSafe/js-libp2p-gossipsub 161).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Id, keyOf, type Timer, type TreeIo } from "./messages.ts";
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
      if (then === "forget") return void s.received.delete(key);
      drop(s, key);
      io.wait(rules.knownMs(lifeMs), { type: "age", key, then: "forget" });
    },
  };
}
