/** What goes wrong in the storms of SWIM, and what operators do meanwhile. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Schedule } from "../../../sim/fault.ts";
import type { Random } from "../../../sim/random.ts";
import type { Weather } from "../../../sim/weather.ts";
import type { Message } from "../messages.ts";

/** How long there is trouble where nobody says, in ms. */
export const TROUBLE_MS = 25_000;

/** Something that an operator tells a node. */
export interface Told {
  /** When, in ms. */
  readonly at: number;
  /** Which. */
  readonly node: NodeId;
  /** What. */
  readonly message: Extract<Message, { type: "join" | "leave" }>;
}

/** All sorts of trouble. */
export const bad: Weather = {
  untilMs: TROUBLE_MS,
  faults: [3, 10],
  spanMs: [1, 12_000],
  mix: { crash: 3, partition: 2, pause: 2, slow: 1, late: 2, clock: 1 },
  lateMs: 30_000,
};

/** One node crashes again and again; now and then that takes its disk, too. */
export function crashesOfOne(random: Random, nodes: number): Schedule {
  const node = random.below(nodes);
  return Array.from({ length: 2 + random.below(3) }, (_, i) => {
    const at = 1000 + i * 6000 + random.below(2000), downMs = 1 + random.below(12_000);
    const disk = random.chance(0.5) ? "wiped" : "kept";
    return { kind: "crash", at, node, downMs, disk } as const;
  });
}

/** Up to a third of the nodes crash within some seconds, for good. */
export function crashes(random: Random, nodes: number): Schedule {
  return Array.from({ length: 1 + random.below(Math.max(1, Math.floor(nodes / 3))) }, () => {
    return { kind: "crash", at: 1000 + random.below(3000), node: random.below(nodes) } as const;
  });
}

/** Two sides that do not hear each other for so long that each takes the other for dead. */
export function parted(random: Random, nodes: number): Schedule {
  const left = Array.from({ length: nodes }, (_, node) => node).filter(() => random.chance(0.5));
  const right = Array.from({ length: nodes }, (_, node) => node).filter((node) =>
    !left.includes(node)
  );
  return [{ kind: "partition", at: 2000, forMs: 60_000, sides: [left, right] }];
}

/** All nodes but the first two come, and some of them go; who has gone may come again. */
export function comingAndGoing(random: Random, nodes: number): readonly Told[] {
  const told: Told[] = [];
  for (let node = 2; node < nodes; node++) {
    let at = random.below(6000);
    for (let turn = random.below(4); turn >= 0; turn--) {
      told.push({ at, node, message: { type: "join", contacts: [0, 1] } });
      if (turn === 0) break;
      at += random.below(8000);
      told.push({ at, node, message: { type: "leave" } });
      at += 500 + random.below(8000);
    }
  }
  return told;
}

/** A few leave when all is quiet. */
export function leaving(random: Random, nodes: number): readonly Told[] {
  return [1, 2].map(() => {
    const at = 1000 + random.below(8000);
    return { at, node: random.below(nodes), message: { type: "leave" } };
  });
}

/** All but the first node crash for good, within two periods. */
export function othersCrash(random: Random, nodes: number): Schedule {
  return Array.from({ length: nodes - 1 }, (_, i) => {
    return { kind: "crash", at: 1000 + random.below(2000), node: i + 1 } as const;
  });
}

/** The first node leaves when it may suspect some of the others, and comes again when it has gone. */
export function leavesAlone(random: Random): readonly Told[] {
  const at = 2500 + random.below(2500);
  return [
    { at, node: 0, message: { type: "leave" } },
    { at: at + 15_000, node: 0, message: { type: "join", contacts: [1] } },
  ];
}

/** The third node crashes, and others come while the first two may suspect it. */
export function thirdCrashes(): Schedule {
  return [{ kind: "crash", at: 1500, node: 2 }];
}

/** All but the first three come, one after the other. */
export function newcomers(random: Random, nodes: number): readonly Told[] {
  return Array.from({ length: nodes - 3 }, (_, i) => {
    const message = { type: "join", contacts: [0, 1] } as const;
    return { at: 2500 + random.below(4000), node: i + 3, message };
  });
}

/** Crashes alone. */
export const crashOnly: Weather = { ...bad, mix: { crash: 1 } };

/** Two members never hear each other, and all others hear all. */
export function oneLink(random: Random, nodes: number): Schedule {
  const one = random.below(nodes), other = (one + 1 + random.below(nodes - 1)) % nodes;
  return [{ kind: "partition", at: 0, forMs: 15_000, sides: [[one], [other]] }];
}

/** One crashes, for good. */
export function crashOf(random: Random, nodes: number): Schedule {
  return [{ kind: "crash", at: 1000, node: random.below(nodes) }];
}
