/**
 * HyParView (Leitão, Pereira and Rodrigues 2007, *HyParView: a membership protocol for reliable gossip-based broadcast*,
 * DSN): each node has a small active view of neighbours, which is mutual and watched, and a larger passive view of nodes
 * that take their places when they die. Few links, known to be up, are enough to reach everybody, where views of nodes
 * that may be dead need a large fanout.
 *
 * Where the paper relies on TCP to say that a neighbour is gone, nodes here tell each other that they are there; and as
 * messages may be lost, a node is a neighbour when it says that it is.
 *
 * @module
 */

import type { NodeId, Protocol } from "../../model/protocol.ts";
import { asking } from "./asking.ts";
import { joining } from "./joining.ts";
import type { Message, Timer } from "./messages.ts";
import { type Rules, rules as paper } from "./rules.ts";
import { type Settings, settingsWith } from "./settings.ts";
import { shuffling } from "./shuffling.ts";
import { newState, sample, type State } from "./state.ts";
import { viewsOf } from "./views.ts";

/** HyParView. What it throws, it throws when it is made: a setting that cannot be. */
export function hyparview(
  options: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer> {
  const settings = settingsWith(options), rules = { ...paper, ...wrong };
  const { beatMs, misses, shuffleMs, mixMs, gapMs } = settings;
  const views = viewsOf(settings, rules), { upon: shuffles, exchange } = shuffling(settings, views);
  const { upon: asks, unanswered } = asking(settings, rules, views);
  const { join, remove, promote, ask } = views;

  return {
    start(io) {
      io.wait(1 + gapMs * io.self, { type: "enter" });
      return newState();
    },
    upon: {
      ...joining(settings, rules, views),
      ...asks,
      ...shuffles,
    },
    after: {
      enter(s, _, io) {
        if (s.active.length + s.passive.length === 0) join(s, io);
        io.wait(1 + io.choose(beatMs), { type: "beat" });
        if (shuffleMs > 0) io.wait(1 + io.choose(shuffleMs), { type: "exchange" });
        if (mixMs > 0) io.wait(1 + io.choose(mixMs), { type: "mix" });
      },
      beat(s, _, io) {
        s.silent = s.silent.map((beats) => beats + 1);
        for (const node of s.active.filter((_, i) => rules.isDead(s.silent[i]!, misses))) {
          remove(s, node);
        }
        for (const node of s.active) io.send(node, { type: "keepAlive" });
        promote(s, io);
        io.wait(beatMs, { type: "beat" });
      },
      mix(s, _, io) {
        const [stranger] = sample(s.passive, 1, (n) => io.choose(n));
        if (stranger !== undefined && s.asked === null) ask(s, stranger, "high", io);
        io.wait(mixMs, { type: "mix" });
      },
      unanswered,
      exchange,
    },
  };
}

/** The neighbours of a node: what a broadcast stands on. */
export function neighbours(state: Readonly<State>): readonly NodeId[] {
  return state.active;
}
