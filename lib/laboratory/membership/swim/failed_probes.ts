/**
 * How often a probe of a member that is well fails, by how many others are asked for help (Das, Gupta and Motivala
 * 2002, *SWIM*, section 3.1). With loss p it succeeds directly if two messages in a row arrive, through one helper if four do.
 *
 * @module
 */

import { pow } from "../../../model/real/pow.ts";
import { stageOf } from "./stage.ts";

/** What became of the probes of a group. */
export interface FailedProbes {
  /** The probability that a message is lost. */
  readonly loss: number;
  /** How many were asked for help, k. */
  readonly helpers: number;
  /** How many probes there were. */
  readonly probes: number;
  /** Which share of them failed. */
  readonly failed: number;
  /** What it should be: (1 − (1 − p)²) · (1 − (1 − p)⁴)ᵏ. */
  readonly expected: number;
}

/** Counts the probes of 50 members in so many periods. Nobody is ever declared dead meanwhile, so all go on being probed. */
export function failedProbes(loss: number, helpers: number, periods = 100): FailedProbes {
  const settings = { helpers, syncMs: 0, suspicionPeriods: 1e6 };
  const world = stageOf({ nodes: 50, seed: 1, loss, settings });
  world.run(periods * 1000);
  let probes = 0, findings = 0;
  for (const s of world.states) {
    probes += s!.sequence;
    findings += s!.findings;
  }
  return {
    loss,
    helpers,
    probes,
    failed: findings / probes,
    expected: (1 - pow(1 - loss, 2)) * pow(1 - pow(1 - loss, 4), helpers),
  };
}
