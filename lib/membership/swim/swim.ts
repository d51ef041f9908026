/**
 * SWIM: who is a member, and who of them is there (Das, Gupta and Motivala 2002, *SWIM: scalable weakly-consistent
 * infection-style process group membership protocol*). Each member probes one other in each period, asks some for
 * help where it hears nothing, suspects who does not answer, and takes who does not object in time for dead. What it
 * finds goes along with probes and answers. So the load of a member does not grow with the group, and neither does
 * the time until somebody first notices a crash.
 *
 * Settings turn on what Lifeguard adds (Dadgar, Phillips and Currey 2018, *Lifeguard: local health awareness for more
 * accurate failure detection*), for members that are slow themselves.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { askToJoin, compare, enter, hearAll, isGone, join, leave } from "./exchange.ts";
import { declareDead } from "./hear.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import {
  answer,
  askHelpers,
  beginProbe,
  endProbe,
  hearAnswer,
  hearNothing,
  help,
  sayNothing,
} from "./probing.ts";
import { type Rules, rules } from "./rules.ts";
import { type Settings, settings } from "./settings.ts";
import { born, standingOf, type State } from "./state.ts";
import { passDeadline, type Patience } from "./suspicion.ts";

/** What every node runs. */
export type Swim = Protocol<State, Message, Timer, Saved>;

/**
 * The protocol of each node.
 *
 * @example Three members, one of which crashes
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { swim } from "hb/membership/swim/swim.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const faults = [{ kind: "crash", at: 5_000, node: 2 }] as const;
 * const world = new World({ protocol: swim(), nodes: 3, faults, seed: 1 });
 * world.run(20_000);
 * assertEquals(world.states[0]?.known.get(2)?.status, "dead");
 * ```
 */
export function swim(chosen: Partial<Settings> = {}, wrong: Partial<Rules> = {}): Swim {
  const how: Patience = { setting: { ...settings, ...chosen }, rule: { ...rules, ...wrong } };
  return {
    start: (io, journal) => {
      const { members } = how.setting, last = journal.at(-1);
      const s = born(io.self, members === "all" ? io.peers.length : members);
      const saved = last && how.rule.remembers(last);
      if (saved !== undefined) {
        Object.assign(s, { incarnation: saved.incarnation, contacts: saved.contacts });
      }
      if (last?.member ?? s.self < s.base) {
        enter(how, s, last === undefined ? "first" : "later", io);
      }
      return s;
    },
    upon: heardByMembers(how),
    after: timers(how),
  };
}

function heardByMembers(how: Patience): Swim["upon"] {
  return {
    ping: (s, message, io) => s.part !== "outside" && answer(how, s, message, io),
    ack: (s, message, io) => s.part !== "outside" && hearAnswer(how, s, message, io),
    "ping-req": (s, message, io) => s.part !== "outside" && help(how, s, message, io),
    nack: (s, message, io) => s.part !== "outside" && hearNothing(how, s, message, io),
    sync: (s, message, io) => s.part !== "outside" && hearAll(how, s, message, io),
    state: (s, message, io) => s.part !== "outside" && hearAll(how, s, message, io),
    join: (s, message, io) => join(how, s, message, io),
    leave: (s, _, io) => leave(how, s, io),
  };
}

function timers(how: Patience): NonNullable<Swim["after"]> {
  return {
    period(s, _, io) {
      endProbe(how, s, io);
      if (s.part === "outside" || isGone(s, io)) return;
      beginProbe(how, s, io);
    },
    timeout: (s, _, io) => s.part !== "outside" && askHelpers(how, s, io),
    suspicion(s, timer, io) {
      const known = standingOf(s, timer.key);
      if (s.part === "outside" || known === undefined) return;
      if (!how.rule.mayDie(timer.incarnation, known)) return;
      if (!passDeadline(how, s, timer, io)) return;
      declareDead(how, s, { member: timer.key, incarnation: known.incarnation }, io);
    },
    nothing: (s, { relay }, io) => s.part !== "outside" && sayNothing(how, s, relay, io),
    sync: (s, _, io) => s.part !== "outside" && compare(how, s, io),
    join: (s, _, io) => askToJoin(how, s, io),
  };
}
