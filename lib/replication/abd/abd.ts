/**
 * Shared memory over messages (Attiya, Bar-Noy and Dolev 1995, *Sharing memory robustly in message-passing systems*,
 * section 4; with several writers as in Lynch and Shvartsman 1997, *Robust emulation of shared memory using dynamic
 * quorum-acknowledged broadcasts*, section 3): registers that are atomic, that is linearizable, as long as a quorum is
 * up and can be reached. Nobody leads, nobody is elected, and no clock matters.
 *
 * Each replica holds a value with a tag. A write asks a read quorum for the latest tag, makes a later one, and has a
 * write quorum hold it. A read asks a read quorum, takes the latest, and *writes it back* to a write quorum before it
 * answers, so that no later read can miss it; it need not when the answers show that a write quorum holds it. A single
 * writer knows the latest tag without asking.
 *
 * Machines may crash and come back with their disks, messages may be lost, late, doubled, in any order. What was under
 * way at a coordinator that crashes may have taken effect, may yet, or never will. A disk that is lost breaks it. The
 * replicas are always the same: to exchange them at run time (RAMBO, Lynch and Shvartsman 2002) is not done here.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { again, heard, type Manner, read, stored, write } from "./coordinator.ts";
import type { AbdIo, Message, Saved, Timer } from "./messages.ts";
import { hold, told } from "./replica.ts";
import { type Rules, rules as asInThePapers } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import { compacted, recovered, type State } from "./state.ts";

/** What a node runs. */
export type Abd = Protocol<State, Message, Timer, Saved>;

/**
 * The protocol of a node. Throws `RangeError` for settings that cannot be.
 *
 * @example Two nodes of three are enough
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { abd } from "hb/replication/abd/abd.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const world = new World({
 *   protocol: abd(),
 *   nodes: 3,
 *   faults: [{ kind: "crash", at: 0, node: 2 }],
 *   clients: {
 *     workload: [[{ input: { type: "write", key: "x", value: 7 } }], [
 *       { input: { type: "read", key: "x" }, at: 20 },
 *     ]],
 *     ask: (input) => input as { type: "read"; key: string },
 *   },
 *   seed: 1,
 * });
 * world.run(100);
 * assertEquals(world.history.map(({ output }) => output), [null, 7]);
 * ```
 */
export function abd(settings: Partial<Settings> = {}, rules: Partial<Rules> = {}): Abd {
  const how: Manner = { ...settingsWith(settings), ...asInThePapers, ...rules };
  return {
    start(io, journal) {
      const s = recovered(journal);
      s.life++;
      if (how.isSaved({ type: "life", life: s.life })) io.save({ type: "life", life: s.life });
      return s;
    },
    upon: {
      read: (s, { from, key }, io) => read(s, from, key, how, io),
      write: (s, { from, key, value }, io) => write(s, from, key, value, how, io),
      query(s, { from, life, phase, key }, io: AbdIo) {
        io.send(from, { type: "latest", life, phase, key, version: told(s, key) });
      },
      latest: (s, answer, io) => heard(s, answer, how, io),
      store(s, { from, life, phase, key, version }, io: AbdIo) {
        hold(s, key, version, how, io);
        io.send(from, { type: "stored", life, phase, key });
      },
      stored: (s, answer, io) => stored(s, answer, how, io),
    },
    after: {
      again: (s, { key }, io) => again(s, key, how, io),
    },
    compact: (journal) => compacted(recovered(journal)),
    checkpoint: (state) => compacted(state),
  };
}
