/**
 * Anti-entropy (Demers et al. 1987, *Epidemic algorithms for replicated database maintenance*, section 1.3): every so
 * often a node compares all that it has with another one, chosen at random, and both take what the other has that is
 * later. Whatever was lost before, by whatever means, comes everywhere in the end.
 *
 * The store maps keys to values, and the later write of a key wins: by its time, and by its writer where times are the
 * same. A deleted key keeps an item without a value, for ever; the paper's death certificates, which may be
 * forgotten after a time, are not here.
 *
 * How two nodes find what differs is a matter of the settings. Either way a session is a row of requests, each answered
 * by the partner from its state just then; writes go on meanwhile. A node whose disk is lost must come back under
 * another number, as its writes would be numbered from 1 again, which others have seen.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { initiator, waitForNext } from "./initiator.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { partner } from "./partner.ts";
import { type Rules, rules } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import { born, checkpoint, compacted, type State, take, written } from "./state.ts";

/**
 * The protocol of each node. Throws `RangeError` for a setting that cannot be.
 *
 * @example Two nodes, one write
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { antiEntropy } from "hb/membership/anti_entropy/anti_entropy.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const world = new World({ protocol: antiEntropy(), nodes: 2, seed: 1 });
 * world.tell(0, { type: "write", key: "x", value: "1" });
 * world.run(3000);
 * assertEquals(world.states.map((s) => s?.items.get("x")?.value), ["1", "1"]);
 * ```
 */
export function antiEntropy(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const setting = settingsWith(chosen), rule: Rules = { ...rules, ...wrong };
  const { upon, after } = initiator(setting, rule);
  return {
    start(io, journal) {
      const s = born(journal, setting, rule);
      io.save({ life: s.life, items: [], seen: new Map() });
      waitForNext(io, setting);
      return s;
    },
    upon: {
      write(s, { key, value, from }, io) {
        const item = written(s, key, value, { self: io.self, now: io.now() });
        take(s, item, setting, rule);
        io.save({ life: s.life, items: [item], seen: new Map([[io.self, item.sequence]]) });
        io.answer(from, { time: item.time, node: item.node });
      },
      ...partner(setting, rule),
      ...upon,
    },
    after,
    compact: (journal) => compacted(journal, rule),
    checkpoint,
  };
}
