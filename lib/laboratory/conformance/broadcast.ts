/**
 * What broadcasts promise: validity, no duplication, no creation and agreement are those of reliable broadcast (Cachin,
 * Guerraoui and Rodrigues 2011, *Introduction to Reliable and Secure Distributed Programming*, section 3.3), where links
 * lose messages and nodes come back; the rest is what real ones have got wrong: partitions that heal, newcomers, and
 * messages and memory that never come to an end.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import { begun, type Broadcast, lossy, settled, type Told } from "./broadcast/broadcast.ts";
import {
  whatIsGone,
  whoDiffers,
  whoInvents,
  whoLacks,
  whoRepeats,
} from "./broadcast/deliveries.ts";
import type { Guarantee, Suite } from "./guarantee.ts";
import { firstBreach, once, violationOf } from "./service.ts";

export type { Broadcast } from "./broadcast/broadcast.ts";

/** On how many seeds each guarantee is tried where nobody says. */
const SEEDS = 4;
/** How long a storm lasts, in ms. */
const TROUBLE_MS = 3000;
/** On how many of the seeds a guarantee is tried that takes long. */
const LONG_SEEDS = 2;
/** How many texts are told in it, and where memory is looked at. */
const TEXTS = 12;

/** What a guarantee tries, by the subject and the seed. */
type Trying = (subject: Broadcast, seed: number) => string | undefined;

/**
 * The suite of broadcasts, each guarantee tried on so many seeds: a few find most mistakes soon, many find more.
 *
 * @example A suite that is quick
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { broadcastOn } from "hb/laboratory/conformance/broadcast.ts";
 *
 * assertEquals(broadcastOn(2).family, "broadcast");
 * ```
 */
export function broadcastOn(seeds: number): Suite<Broadcast> {
  return {
    family: "broadcast",
    guarantees: Object.entries(promises).map(([name, trying]): Guarantee<Broadcast> => ({
      name,
      breach: (subject) => firstBreach(seeds, (seed) => trying(subject, seed)),
    })),
  };
}

/** All that broadcasts promise, by name. */
const promises: Readonly<Record<string, Trying>> = {
  "validity: what is told is delivered by all": trial((subject, seed) => {
    const told = settled(subject, seed), { world } = told;
    for (let i = 0; i < TEXTS; i++) {
      told.tell((seed + i * i) % subject.nodes);
      world.run(i % 3 * 10);
    }
    world.run(subject.withinMs);
    return [told, () => whoLacks(subject, told, told.texts)];
  }),
  "no duplication: no node delivers a text twice in one life": (subject, seed) => {
    const told = afterStorm(subject, seed);
    return violationOf(told.world) ?? whoRepeats(subject, told);
  },
  "no creation: what is delivered was told": (subject, seed) => {
    const told = afterStorm(subject, seed);
    return violationOf(told.world) ?? whoInvents(subject, told);
  },
  "agreement: in the end all have what one has": (subject, seed) => {
    const told = afterStorm(subject, seed);
    return violationOf(told.world) ?? whoDiffers(subject, told);
  },
  "a teller that crashes: all others have its word, or none": trial((subject, seed) => {
    const node = seed % subject.nodes, told = settled(subject, seed), { world } = told;
    // Word of it is on its way to others, or lost, or has been passed on.
    world.reshape({ latency: uniform(1, 20), loss: 0.3 });
    told.tell(node);
    world.run(1 + seed * 3 % 25);
    world.inject({ kind: "crash", at: 0, node });
    world.reshape(lossy);
    world.run(subject.withinMs);
    return [told, () => whoDiffers(subject, told)];
  }),
  "healing: what is told on either side of a partition is delivered on both": trial(
    (subject, seed) => {
      const told = settled(subject, seed), { world } = told, sides = halves(subject, seed);
      const cut = { kind: "partition", at: 0, forMs: Infinity, sides } as const;
      world.inject(cut);
      for (const side of [0, 1, 0, 1] as const) {
        told.tell(sides[side][0]!);
        world.run(300);
      }
      world.run(subject.withinMs);
      world.lift(cut);
      world.run(2 * subject.withinMs);
      return [told, () => whoLacks(subject, told, told.texts)];
    },
  ),
  "loss: what is told is delivered by all though three in ten messages are lost": trial(
    (subject, seed) => {
      const told = settled(subject, seed), { world } = told;
      world.reshape({ latency: uniform(1, 20), loss: 0.3 });
      for (let i = 0; i < 3; i++) told.tell((seed + i) % subject.nodes);
      world.run(2 * subject.withinMs);
      return [told, () => whoLacks(subject, told, told.texts)];
    },
  ),
  "newcomers: who has come late hears what is told after that": trial((subject, seed) => {
    const node = 1 + seed % (subject.nodes - 1), { settleMs } = subject;
    const faults = [{ kind: "crash", at: 0, node, downMs: settleMs, disk: "wiped" }] as const;
    const told = settled(subject, seed, { faults }), { world } = told;
    told.tell(0);
    world.run(subject.withinMs);
    const before = told.texts.length;
    for (const from of [0, node]) told.tell(from);
    world.run(subject.withinMs);
    return [told, () => whoLacks(subject, told, told.texts.slice(before))];
  }),
  "a new life: who comes back hears what is told then, and remembers what it has written down":
    trial((subject, seed) => {
      const node = seed % subject.nodes, told = settled(subject, seed), { world } = told;
      told.tell(node);
      world.run(subject.withinMs);
      const had = subject.durable ? subject.delivered(world.states[node]) : [];
      world.inject({ kind: "crash", at: 0, node, downMs: seed % 2 === 0 ? 20 : 2000 });
      world.run(seed % 2 === 0 ? 20 : 2000);
      const gone = whatIsGone(subject, told, node, had);
      for (const from of [(node + 1) % subject.nodes, node]) told.tell(from);
      world.run(subject.withinMs);
      return [
        told,
        () => gone ?? whoRepeats(subject, told) ?? whoLacks(subject, told, told.texts.slice(1)),
      ];
    }),
  "quiet: when all have heard, there are hardly more messages than before": trial(
    (subject, seed) => {
      const told = settled(subject, seed), { world } = told, before = rateOf(told);
      for (let i = 0; i < TEXTS; i++) told.tell((seed + i) % subject.nodes);
      world.run(subject.withinMs);
      const more = rateOf(told) - before;
      return [
        told,
        () => more <= subject.reminders ? undefined : `a node sends ${more} messages more a second`,
      ];
    },
  ),
  "bounded memory: nothing is kept of what is old": (subject, seed) =>
    // It takes long, and hardly depends on chance.
    seed > LONG_SEEDS ? undefined : forgotten(subject, seed),
};

/** Nothing is kept of what is old. */
const forgotten = trial((subject, seed) => {
  const told = settled(subject, seed), { world } = told;
  for (let i = 0; i < TEXTS; i++) {
    told.tell((seed + i) % subject.nodes);
    world.run(50);
  }
  world.run(subject.forgetsMs);
  // Who forgets when it has something to do has something to do.
  for (let node = 0; node < subject.nodes; node++) told.tell(node);
  world.run(subject.withinMs);
  const most = Math.max(...world.states.map((state) => subject.kept(state)));
  return [
    told,
    () => most <= subject.nodes ? undefined : `a node keeps something of ${most} texts`,
  ];
});

/** How many messages a node sends in a second, in the next few of them. */
function rateOf({ world }: Told): number {
  const before = world.messages, seconds = 5;
  world.run(seconds * 1000);
  return (world.messages - before) / seconds / world.states.length;
}

/** The suite of broadcasts. */
export const broadcast: Suite<Broadcast> = broadcastOn(SEEDS);

/** A guarantee that is one run, and what is wrong at its end. */
function trial(
  of: (subject: Broadcast, seed: number) => readonly [Told, () => string | undefined],
): Trying {
  return (subject, seed) => {
    const [{ world }, judge] = of(subject, seed);
    return violationOf(world) ?? judge();
  };
}

function halves({ nodes }: Broadcast, seed: number): [NodeId[], NodeId[]] {
  const left = Array.from({ length: 1 + seed % (nodes - 1) }, (_, i) => (seed + i) % nodes);
  return [left, Array.from({ length: nodes }, (_, id) => id).filter((id) => !left.includes(id))];
}

/** A run with all that the subject endures, when all has been well for long enough: everybody is up again. */
const afterStorm = once((subject: Broadcast, seed): Told => {
  const { nodes, endures, settleMs, withinMs } = subject;
  const random = new Random(seed, "trouble"), untilMs = settleMs + TROUBLE_MS;
  const faults = weather(random, nodes, {
    fromMs: settleMs,
    untilMs,
    faults: [3, 10],
    mix: Object.fromEntries(endures.map((kind) => [kind, 1])),
  });
  const told = begun(subject, seed, { faults, network: lossy }), { world } = told;
  world.run(settleMs);
  for (let i = 0; i < TEXTS; i++) {
    world.run(TROUBLE_MS / TEXTS);
    told.tell(random.below(nodes));
  }
  world.heal();
  world.run(withinMs);
  return told;
});
