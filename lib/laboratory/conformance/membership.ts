/**
 * What memberships promise: each node has a view of who is a member, each member in an incarnation that grows with
 * each of its lives, and whenever it finds itself removed (Das, Gupta and Motivala 2002, *SWIM*). Completeness and
 * accuracy are those of failure detectors (Chandra and Toueg 1996), within a bound; the rest is what real ones have
 * got wrong: members that come back with a memory and without, partitions that heal, links that work one way only.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import { World } from "../../sim/world.ts";
import type { Guarantee, Suite } from "./guarantee.ts";
import {
  calm,
  CRASH_MS,
  lossy,
  type Membership,
  type Trial,
  tried,
} from "./membership/membership.ts";
import { noReturn } from "./membership/no_return.ts";
import { allAlike, allIn, isOut } from "./membership/views.ts";
import { type AnyWorld, firstBreach, once, violationOf } from "./service.ts";

export type { Membership } from "./membership/membership.ts";

/** On how many seeds each guarantee is tried where nobody says. */
const SEEDS = 10;
/** When a storm is over, in ms. */
const TROUBLE_MS = 4000;

/** What a guarantee tries, by the subject and the seed. */
type Trying = (subject: Membership, seed: number) => string | undefined;

/**
 * The suite of memberships, each guarantee tried on so many seeds: a few find most mistakes soon, many find more.
 *
 * @example A suite that is quick
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { membershipOn } from "hb/laboratory/conformance/membership.ts";
 *
 * assertEquals(membershipOn(2).family, "membership");
 * ```
 */
export function membershipOn(seeds: number): Suite<Membership> {
  return {
    family: "membership",
    guarantees: Object.entries(promises).map(([name, trying]): Guarantee<Membership> => ({
      name,
      breach: (subject) => firstBreach(seeds, (seed) => trying(subject, seed)),
    })),
  };
}

/** All that memberships promise, by name. */
const promises: Readonly<Record<string, Trying>> = {
  "accuracy: who is up is not removed for ever": (subject, seed) => {
    const world = afterStorm(subject, seed);
    return violationOf(world) ?? allIn(subject, world);
  },
  "completeness: who crashed is removed by all others": trial((subject, seed) => {
    const node = seed % subject.nodes;
    return {
      faults: [{ kind: "crash", at: CRASH_MS, node }],
      forMs: CRASH_MS + subject.withinMs,
      judge: (world) => isOut(subject, world, node, "crashed") ?? allIn(subject, world),
    };
  }),
  "agreement: in the end all views are the same, incarnations and all": (subject, seed) => {
    const world = afterStorm(subject, seed);
    return violationOf(world) ?? allAlike(subject, world);
  },
  "no return: who was removed does not come back under an old incarnation": trial(
    (subject, seed) => ({
      faults: trouble(subject, seed),
      network: lossy,
      invariants: [noReturn(subject)],
      forMs: TROUBLE_MS + subject.withinMs,
      judge: () => undefined,
    }),
  ),
  "a new life: who comes back is seen by all in a greater incarnation": trial((subject, seed) => {
    const node = seed % subject.nodes, downMs = down(subject, seed);
    return {
      faults: [{ kind: "crash", at: CRASH_MS, node, downMs }],
      forMs: CRASH_MS + downMs + subject.withinMs,
      judge(world, first) {
        const wrong = allIn(subject, world) ?? allAlike(subject, world);
        if (wrong !== undefined) return wrong;
        const incarnation = subject.view(world.states[node]).get(node)!;
        if (incarnation > first[node]!) return undefined;
        return `node ${node} has come back, and is in incarnation ${incarnation} still`;
      },
    };
  }),
  "amnesia: who comes back with an empty disk is seen by all": trial((subject, seed) => {
    const node = seed % subject.nodes, downMs = down(subject, seed);
    // It has come back once before, so that others know a greater incarnation than it remembers.
    return {
      faults: [
        { kind: "crash", at: CRASH_MS, node, downMs: 20 },
        { kind: "crash", at: CRASH_MS + 500, node, downMs, disk: "wiped" },
      ],
      forMs: CRASH_MS + 500 + downMs + 2 * subject.withinMs,
      judge: (world) => allIn(subject, world) ?? allAlike(subject, world),
    };
  }),
  "healing: the sides of a long partition see each other again": trial((subject, seed) => {
    const sides = halves(subject, seed), forMs = subject.withinMs;
    return {
      faults: [{ kind: "partition", at: CRASH_MS, forMs, sides }],
      forMs: CRASH_MS + forMs + 2 * subject.withinMs,
      judge: (world) => allIn(subject, world) ?? allAlike(subject, world),
    };
  }),
  "loss: who crashed is removed though three in ten messages are lost": trial((subject, seed) => {
    const node = seed % subject.nodes;
    return {
      network: { latency: uniform(1, 20), loss: 0.3 },
      faults: [{ kind: "crash", at: CRASH_MS, node }],
      forMs: CRASH_MS + 2 * subject.withinMs,
      judge(world) {
        world.reshape(calm);
        world.run(subject.withinMs);
        return violationOf(world) ?? isOut(subject, world, node, "crashed") ??
          allIn(subject, world);
      },
    };
  }),
  "a pause: who has slept for long is seen by all, and sees all": trial((subject, seed) => {
    const node = seed % subject.nodes, forMs = down(subject, seed);
    return {
      faults: [{ kind: "pause", at: CRASH_MS, node, forMs }],
      forMs: CRASH_MS + forMs + subject.withinMs,
      judge: (world) => allIn(subject, world) ?? allAlike(subject, world),
    };
  }),
  "one bad link: who is heard by most is not removed by who hears it not": trial(
    (subject, seed) => {
      const from = seed % subject.nodes, to = (from + 1) % subject.nodes;
      const forMs = CRASH_MS + subject.withinMs;
      return {
        faults: [{ kind: "partition", at: 0, forMs, sides: [[from], [to]], oneWay: true }],
        forMs,
        judge: (world) => allIn(subject, world),
      };
    },
  ),
  "joining: a newcomer is seen by all, and sees all": trial((subject, seed) => {
    const node = subject.nodes - 1, contacts = [seed % node];
    return {
      members: node,
      told: { node, message: subject.join(contacts) },
      forMs: CRASH_MS + subject.withinMs,
      judge: (world) => allIn(subject, world) ?? allAlike(subject, world),
    };
  }),
  "strangers: who has not joined is seen by nobody": trial((subject) => {
    const node = subject.nodes - 1;
    return {
      members: node,
      forMs: CRASH_MS + subject.withinMs,
      judge: (world) => isOut(subject, world, node, "has not joined"),
    };
  }),
  "leaving: who has left is removed by all, and nobody else is": trial((subject, seed) => {
    const node = seed % subject.nodes;
    return {
      told: { node, message: subject.leave() },
      forMs: CRASH_MS + subject.withinMs,
      judge(world) {
        const out = isOut(subject, world, node, "has left");
        if (out !== undefined) return out;
        const others = { states: world.states.map((s, id) => id === node ? undefined : s) };
        return allIn(subject, others);
      },
    };
  }),
};

/** The suite of memberships. */
export const membership: Suite<Membership> = membershipOn(SEEDS);

/** A guarantee that is one run, and what is wrong at its end. */
function trial(of: (subject: Membership, seed: number) => Trial): Trying {
  return (subject, seed) => tried(subject, seed, of(subject, seed));
}

/** A node that is down for a moment, or for so long that all others have removed it. */
function down({ withinMs }: Membership, seed: number): number {
  return seed % 2 === 0 ? 50 : withinMs;
}

function halves({ nodes }: Membership, seed: number): [NodeId[], NodeId[]] {
  const left = Array.from({ length: 1 + seed % (nodes - 1) }, (_, i) => (seed + i) % nodes);
  return [left, Array.from({ length: nodes }, (_, id) => id).filter((id) => !left.includes(id))];
}

function trouble({ nodes, endures }: Membership, seed: number) {
  return weather(new Random(seed, "trouble"), nodes, {
    fromMs: 500,
    untilMs: TROUBLE_MS,
    faults: [3, 10],
    mix: Object.fromEntries(endures.map((kind) => [kind, 1])),
  });
}

/** A run with all that the subject endures, when all has been well for long enough: everybody is up again. */
const afterStorm = once((subject: Membership, seed): AnyWorld => {
  const { protocol, nodes, withinMs } = subject;
  const world: AnyWorld = new World({
    protocol: protocol(nodes),
    nodes,
    network: lossy,
    faults: trouble(subject, seed),
    seed,
    trace: "none",
  });
  world.run(TROUBLE_MS);
  world.heal();
  world.run(withinMs);
  return world;
});
