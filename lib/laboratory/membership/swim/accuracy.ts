/**
 * Members that are well and are taken for dead, with Lifeguard and without (Dadgar, Phillips and Currey 2018, whose
 * subject are processes that run out of processor time: they wake up now and then, find that nobody has answered, and
 * accuse others).
 *
 * @module
 */

import { lifeguard, type Settings } from "../../../membership/swim/settings.ts";
import type { Fault, Schedule } from "../../../sim/fault.ts";
import { Random } from "../../../sim/random.ts";
import { stageOf } from "./stage.ts";

/** What is wrong with a group of which nobody dies. */
export interface Trouble {
  /** How many members there are; default 50. */
  readonly nodes?: number;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** How many members are slow: they sleep, wake for a moment, and sleep again; default 0. */
  readonly slow?: number;
  /** For how long a slow member sleeps, in ms; default 8,000. */
  readonly sleepMs?: number;
  /** For how long it wakes, in ms; default 20. */
  readonly wakeMs?: number;
  /** Which parts of Lifeguard there are; default: none. */
  readonly settings?: Partial<Settings>;
  /** How long it goes on, in ms; default 60,000. */
  readonly forMs?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What was said of members that live. */
export interface FalseAlarms {
  /** How often a member that is well was suspected, each of its incarnations once. */
  readonly suspected: number;
  /** How often one that is well was declared dead, likewise. */
  readonly dead: number;
  /** How often one that is slow was declared dead, which some would not call an error. */
  readonly slowDead: number;
  /** How many messages each member sent in a second. */
  readonly messages: number;
}

/** Watches a group in which nobody dies. */
export function falseAlarms(trouble: Trouble = {}): FalseAlarms {
  const { nodes = 50, loss = 0, slow = 0, settings = {}, forMs = 60_000, seed = 1 } = trouble;
  const suspected = new Set<string>(), dead = new Set<string>(), slowDead = new Set<string>();
  const world = stageOf({
    nodes,
    seed,
    loss,
    settings,
    faults: sleeps(trouble, seed),
    tap(_, __, message) {
      if (!("news" in message)) return;
      for (const { member, status, incarnation } of message.news) {
        const key = `${member} ${incarnation}`;
        if (status === "suspect" && member >= slow) suspected.add(key);
        if (status === "dead") (member < slow ? slowDead : dead).add(key);
      }
    },
  });
  world.run(forMs);
  return {
    suspected: suspected.size,
    dead: dead.size,
    slowDead: slowDead.size,
    messages: world.messages / nodes / forMs * 1000,
  };
}

/** Slow members are the first. Each sleeps and wakes at its own times. */
function sleeps(
  { slow = 0, sleepMs = 8000, wakeMs = 20, forMs = 60_000 }: Trouble,
  seed: number,
): Schedule {
  const random = new Random(seed, "sleeps");
  return Array.from({ length: slow }, (_, node) => {
    const faults: Fault[] = [];
    for (let at = random.below(sleepMs); at < forMs; at += sleepMs + wakeMs) {
      faults.push({ kind: "pause", at, node, forMs: sleepMs });
    }
    return faults;
  }).flat();
}

/** SWIM as it is, with each part of Lifeguard alone, and with all of them. */
export const PARTS: Readonly<Record<string, Partial<Settings>>> = {
  "SWIM": {},
  "health": { awareness: lifeguard.awareness },
  "suspicion": { suspicionMost: lifeguard.suspicionMost },
  "buddy": { buddy: lifeguard.buddy },
  "Lifeguard": lifeguard,
};
