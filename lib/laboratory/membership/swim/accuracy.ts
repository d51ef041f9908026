/**
 * Members that are well and are taken for dead, with Lifeguard and without (Dadgar, Phillips and Currey 2018, whose
 * subject are processes that run out of processor time: they get to what they are told so late that others seem
 * dead to them, and accuse these).
 *
 * @module
 */

import { lifeguard, type Settings } from "../../../membership/swim/settings.ts";
import type { Fault, Schedule } from "../../../sim/fault.ts";
import { Random } from "../../../sim/random.ts";
import { assertSpans, assertWhole } from "../../asked.ts";
import { stageOf } from "./stage.ts";

/** What is wrong with a group of which nobody dies. */
export interface Trouble {
  /** How many members there are; default 50. */
  readonly nodes?: number;
  /** The probability that a message is lost; default 0. */
  readonly loss?: number;
  /** How many members are slow at times: what comes to them waits until they get to it; default 0. */
  readonly slow?: number;
  /** For how long it waits, in ms; default 8,000. */
  readonly lateMs?: number;
  /** For how long a slow member is so, in ms; default 20,000. */
  readonly slowMs?: number;
  /** For how long it is well in between, in ms; default 10,000. */
  readonly wellMs?: number;
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

const DOING = "watch a group in which nobody dies";

/** Watches a group in which nobody dies; throws `RangeError` where its trouble cannot be. */
export function falseAlarms(trouble: Trouble = {}): FalseAlarms {
  const { nodes = 50, loss = 0, slow = 0, settings = {}, forMs = 60_000, seed = 1 } = trouble;
  assertWhole(DOING, { nodes }, 1);
  assertWhole(DOING, { slow }, 0, nodes);
  assertSpans(DOING, { forMs }, 1);
  const suspected = new Set<string>(), dead = new Set<string>(), slowDead = new Set<string>();
  const world = stageOf({
    nodes,
    seed,
    loss,
    settings,
    faults: slowness(trouble, seed),
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

/** Slow members are the first. Each is slow again and again, at its own times. */
function slowness(
  { nodes = 50, slow = 0, lateMs = 8000, slowMs = 20_000, wellMs = 10_000, forMs = 60_000 }:
    Trouble,
  seed: number,
): Schedule {
  assertWhole(DOING, { slowMs }, 1);
  assertSpans(DOING, { lateMs, wellMs });
  const random = new Random(seed, "slowness"), faults: Fault[] = [];
  for (let to = 0; to < slow; to++) {
    for (let at = random.below(slowMs); at < forMs; at += slowMs + wellMs) {
      for (let from = 0; from < nodes; from++) {
        if (from !== to) faults.push({ kind: "slow", at, forMs: slowMs, from, to, byMs: lateMs });
      }
    }
  }
  return faults;
}

/** SWIM as it is, with each part of Lifeguard alone, and with all of them. */
export const PARTS: Readonly<Record<string, Partial<Settings>>> = {
  "SWIM": {},
  "health": { awareness: lifeguard.awareness },
  "suspicion": { suspicionMost: lifeguard.suspicionMost },
  "buddy": { buddy: lifeguard.buddy },
  "Lifeguard": lifeguard,
};
