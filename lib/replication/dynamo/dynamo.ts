/**
 * A store in the manner of Dynamo (DeCandia, Hastorun, Jampani, Kakulapati, Lakshman, Pilchin, Sivasubramanian, Vosshall
 * and Vogels 2007, *Dynamo: Amazon's highly available key-value store*). Anybody may write at any time: nobody is asked
 * whether others are writing too. Writes that did not know of each other are both kept, as siblings, and whoever
 * reads them sees both and may write what comes of them.
 *
 * | file          | what it does                                         | section of the paper |
 * | ------------- | ---------------------------------------------------- | -------------------- |
 * | `places.ts`   | homes, and who stands in for them                     | 4.3, 4.6             |
 * | `putting.ts`  | W of the first N healthy nodes                       | 4.5, 4.6             |
 * | `getting.ts`  | R of them, and read repair                           | 4.5, 5               |
 * | `handing.ts`  | hinted handoff; a node that leaves, or is gone       | 4.6                  |
 * | `comparing.ts`| anti-entropy by hash trees                           | 4.7                  |
 * | `purging.ts`  | when a tombstone may go                              | –                    |
 * | `versions/`   | dots, contexts, siblings, in place of vector clocks  | 4.4                  |
 *
 * What differs from the paper. Writes are named by dots, so that a client that does not replace a sibling keeps it, and one
 * that does gets rid of it; the paper's clocks cannot tell which one is meant. Contexts are never cut short (the paper
 * drops the oldest entries of more than ten): there are as many entries as nodes have written the key. Membership is a
 * setting; nodes come and go by word of an operator.
 *
 * The journal has each copy as it changes, hints apart from the node's own, and who the node is; all of it is durable before
 * an answer that rests on it leaves. Requests under way are not saved: a coordinator that crashes leaves a put
 * where it has come to, and its client without an answer.
 *
 * Who coordinates a put. In the paper a node that keeps no copy hands a put on to the first of the preference list (section
 * 4.5), any of the first N healthy nodes may coordinate it (4.6, 6.4), and nothing is said of a put whose coordinator is
 * not heard of again; Riak hands such a put to the next one. If the first one had written it, there are two writes of one value
 * under two dots, and who is shown the one and replaces it does not replace the other, which comes back beside what
 * replaced it. So here a node first asks whether the other is there, hands the put on once, and turns to the next on the
 * list only while none has it: a home behind a cut costs time, and no answer. For that a put that is handed on takes one
 * round trip more, but for the second half of a change: a home that has just answered its get is there. When a put is lost that
 * was handed on to a node which was there, it is handed to nobody else; whether to ask again is for its client to say.
 *
 * What it does not do. A put that comes twice, as its client or a link asks again, is two writes, and two siblings of one
 * value; whoever merges siblings settles that, too. A put without W answers is not answered, as nobody knows whether some
 * nodes have it. Where all stand-ins are silent the coordinator keeps hints itself; if it crashes before its patience ends,
 * there are none, and replicas become alike by read repair and comparisons alone.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { comparing, waitForNext } from "./comparing.ts";
import { coreOf, type DynamoIo } from "./core.ts";
import { getting } from "./getting.ts";
import { handing, waitAgain } from "./handing.ts";
import { born, checkpoint, compacted, lifeRecord } from "./journal.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { purging, waitForSweep } from "./purging.ts";
import { putting } from "./putting.ts";
import { type Rules, rules } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import type { State } from "./state.ts";

/**
 * The protocol of each node. Throws `RangeError` for a setting that cannot be.
 *
 * @example Two who do not know of each other, and a third who sees both
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { dynamo } from "hb/replication/dynamo/dynamo.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const clients = {
 *   workload: [
 *     [{ input: { type: "change", key: "cart", value: "book" } }],
 *     [{ input: { type: "change", key: "cart", value: "pen" } }],
 *     [{ input: { type: "get", key: "cart" }, at: 50 }],
 *   ],
 *   ask: (input: unknown) => input as never,
 * };
 * const world = new World({ protocol: dynamo(), nodes: 3, seed: 1, clients });
 * world.run(100);
 * const { values } = world.history.at(-1)!.output as { values: string[] };
 * assertEquals(values.toSorted(), ["book", "pen"]);
 * ```
 */
export function dynamo(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const setting = settingsWith(chosen), rule: Rules = { ...rules, ...wrong };
  const core = coreOf(setting, rule);
  const put = putting(core), get = getting(core, put.begin);
  const hints = handing(core), trees = comparing(core), graves = purging(core);
  return {
    start(io, journal) {
      const s = born(journal, io.now(), () => io.choose(setting.names));
      io.save(lifeRecord(s));
      core.plant(s, io);
      if (journal.length === 0 || rule.wakes()) waitAgain(core, io);
      waitForNext(core, io);
      waitForSweep(core, io);
      return s;
    },
    upon: hearing({
      ...put.upon,
      ...get.upon,
      ...hints.upon,
      ...trees.upon,
      ...graves.upon,
    }),
    after: {
      patience(s, { key }, io) {
        put.impatient(s, key, io);
        get.impatient(s, key, io);
      },
      ...hints.after,
      ...trees.after,
      ...graves.after,
    },
    compact: compacted,
    checkpoint,
  };
}

type Upon = Protocol<State, Message, Timer, Saved>["upon"];

/** Whoever says something is not down. */
function hearing(upon: Upon): Upon {
  return Object.fromEntries(
    Object.entries(upon).map(([type, handle]) => [
      type,
      (s: State, event: { readonly from: number }, io: DynamoIo) => {
        s.suspects.delete(event.from);
        (handle as (s: State, event: unknown, io: DynamoIo) => void)(s, event, io);
      },
    ]),
  ) as unknown as Upon;
}
