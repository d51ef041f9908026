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
import type { Message, Timer, ViewIo } from "./messages.ts";
import { type Rules, rules as paper } from "./rules.ts";
import { type Settings, settings as usual } from "./settings.ts";
import { shuffling } from "./shuffling.ts";
import { newState, sample, type State, take } from "./state.ts";
import { viewsOf } from "./views.ts";

/** So often in a row a node that is refused asks another at once. */
const AT_ONCE = 3;

/** HyParView. What it throws, it throws when it is made: a setting that cannot be. */
export function hyparview(
  options: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer> {
  const settings = { ...usual, ...options }, rules = { ...paper, ...wrong };
  assertSettings(settings);
  const { walk, passiveAt, beatMs, misses, patience, shuffleMs, mixMs, gapMs } = settings;
  const views = viewsOf(settings, rules), { upon: shuffles, exchange } = shuffling(settings, views);
  const { isFull, addActive, addPassive, remove, promote, ask } = views;

  /** Who was asked has answered, one way or another. */
  const settled = (s: State, node: NodeId, io: ViewIo): boolean => {
    if (s.asked?.node !== node) return false;
    s.asked = null;
    io.cancel("unanswered");
    return true;
  };

  return {
    start(io) {
      io.wait(1 + gapMs * io.self, { type: "enter" });
      return newState();
    },
    upon: {
      join(s, { from }, io) {
        addActive(s, from, io);
        io.send(from, { type: "accepted", priority: "high" });
        for (const peer of s.active) {
          if (peer !== from) io.send(peer, { type: "forwardJoin", node: from, ttl: walk });
        }
      },
      forwardJoin(s, { from, node, ttl }, io) {
        if (node === io.self) return;
        const others = s.active.filter((each) => each !== from && each !== node);
        const [next] = sample(others, 1, (n) => io.choose(n));
        if (next === undefined || rules.walkEnds(ttl, s.active.length)) {
          if (!s.active.includes(node)) io.send(node, { type: "neighbour", priority: "high" });
          return;
        }
        if (ttl === passiveAt) addPassive(s, node, io);
        io.send(next, { type: "forwardJoin", node, ttl: ttl - 1 });
      },
      neighbour(s, { from, priority }, io) {
        if (!s.active.includes(from) && !rules.accepts(priority, isFull(s))) {
          return io.send(from, { type: "rejected" });
        }
        addActive(s, from, io);
        io.send(from, { type: "accepted", priority });
      },
      accepted(s, { from, priority }, io) {
        settled(s, from, io);
        if (s.active.includes(from)) return;
        // Meanwhile others have come; who is urgent takes a place all the same.
        if (isFull(s) && priority === "low") io.send(from, { type: "disconnect" });
        else addActive(s, from, io);
      },
      rejected(s, { from }, io) {
        if (!settled(s, from, io)) return;
        s.refused = Math.min(s.refused + 1, Math.max(AT_ONCE, patience));
        // Some more at once; then one each beat, as all may be full.
        if (s.refused < AT_ONCE) promote(s, io);
      },
      disconnect(s, { from }, io) {
        if (!remove(s, from)) return;
        addPassive(s, from, io);
        promote(s, io);
      },
      keepAlive(s, { from }, io) {
        const at = s.active.indexOf(from);
        if (at >= 0) s.silent[at] = 0;
        // It may have accepted, and its answer is under way or lost: it is asked again.
        else if (s.asked?.node === from) ask(s, from, s.asked.priority, io);
        // Since a crash this node knows nobody, and here is somebody who knows it.
        else if (s.active.length === 0 && s.asked === null) ask(s, from, "high", io);
        else if (rules.corrects) io.send(from, { type: "disconnect" });
      },
      ...shuffles,
    },
    after: {
      enter(s, _, io) {
        if (s.active.length + s.passive.length === 0) views.join(s, io);
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
      unanswered(s, _, io) {
        if (s.asked === null) return;
        if (rules.forgets) take(s.passive, s.asked.node);
        s.asked = null;
        promote(s, io);
      },
      mix(s, _, io) {
        const [stranger] = sample(s.passive, 1, (n) => io.choose(n));
        if (stranger !== undefined && s.asked === null) ask(s, stranger, "high", io);
        io.wait(mixMs, { type: "mix" });
      },
      exchange,
    },
  };
}

/** The neighbours of a node: what a broadcast stands on. */
export function neighbours(state: Readonly<State>): readonly NodeId[] {
  return state.active;
}

function assertSettings({ active, passive, walk, passiveAt }: Settings): void {
  const all = { active, passive, walk, passiveAt };
  for (const [name, value] of Object.entries(all)) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new RangeError(
      `Cannot run HyParView because "${name}" must be a whole number of at least 1: given ${value}`,
    );
  }
}
