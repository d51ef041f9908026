/**
 * Reports of failure detectors that went wrong, each played here in the order in which it happened. Where one rule of
 * ours withstands it, the same order shows the harm with that rule made wrong as in the report.
 *
 * The other reports of membership are about lists of members that are told on, and not about who decides that a member is
 * silent: memberlist 311, swim-js 10 as far as rumours go, daos 10435, akka.net 8467 and 8011, akka-samples 66, chitchat 94,
 * scylladb 14991, consul 3706 and 6897.
 */

import { assert, assertEquals } from "@std/assert";
import { fixed } from "hb/membership/detector/estimators/fixed.ts";
import type { LearningRules } from "hb/membership/detector/estimators/intervals.ts";
import { phi } from "hb/membership/detector/estimators/phi.ts";
import { heartbeat } from "hb/membership/detector/heartbeat/heartbeat.ts";
import type { State } from "hb/membership/detector/heartbeat/messages.ts";
import type { Rules } from "hb/membership/detector/heartbeat/rules.ts";
import type { Settings } from "hb/membership/detector/heartbeat/settings.ts";
import {
  suspected,
  type SuspicionTrace,
  watchSuspicions,
} from "hb/membership/detector/suspicions.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";

/** Two nodes that beat every 100 ms; messages take 1 ms. */
function play(
  faults: Schedule,
  forMs: number,
  settings: Partial<Settings>,
  rules: Partial<Rules> = {},
): SuspicionTrace {
  const watch = watchSuspicions<State>(suspected);
  const protocol = heartbeat({ periodMs: 100, ...settings }, rules);
  const world = new World({ protocol, nodes: 2, faults, invariants: [watch.invariant], seed: 1 });
  assert(world.run(forMs));
  return watch.trace(forMs);
}

const byPhi = (rules: Partial<LearningRules> = {}) => ({
  estimator: phi({ threshold: 8, guessMs: 100 }, rules),
});

/** What node 0 thinks of node 1, in whole ms. */
const of1 = ({ suspicions }: SuspicionTrace) =>
  suspicions.filter(({ by }) => by === 0).map(({ fromMs, untilMs }) => [
    Math.round(fromMs),
    Math.round(untilMs),
  ]);

Deno.test("akka-core PR 526: a node that beats once and dies is suspected", () => {
  const dies: Schedule = [{ kind: "crash", at: 50, node: 1 }];
  // Its only heartbeat came at 1; a guess of 100, and 5.6 times the least σ of 10.
  assertEquals(of1(play(dies, 60_000, byPhi())), [[157, Infinity]]);
  assertEquals(of1(play(dies, 60_000, byPhi({ seed: () => [] }))), []);
});

Deno.test("akka-core PR 25259: a long absence does not make the next one hard to see", () => {
  const comesAndGoes: Schedule = [
    { kind: "pause", at: 2050, node: 1, forMs: 60_000 },
    { kind: "crash", at: 65_000, node: 1 },
  ];
  const late = (rules: Partial<LearningRules>) =>
    of1(play(comesAndGoes, 200_000, byPhi(rules))).at(-1)![0]! - 65_000;
  assert(late({}) < 200, `${late({})} ms`);
  assert(late({ learns: () => true }) > 20_000, `${late({ learns: () => true })} ms`);
});

Deno.test("habitat 5581, nodedb PR 243: a node that comes back is known again at its first heartbeat", () => {
  const comesBack: Schedule = [{ kind: "crash", at: 5050, node: 1, downMs: 1000 }];
  const estimator = fixed(250);
  assertEquals(of1(play(comesBack, 20_000, { estimator })), [[5251, 6051]]);
  // With a life that is kept in memory only, it must first beat as often as before: 51 times.
  const forgets = { incarnationAfter: () => 1 };
  assertEquals(of1(play(comesBack, 20_000, { estimator }, forgets)), [[5251, 11_151]]);
});

Deno.test("daos PR 18635: a timer of a node's last life does not run out in the next", () => {
  const atOnce: Schedule = [{ kind: "crash", at: 5050, node: 1, downMs: 100 }];
  // There is one timer for each node, not one for each of its lives: the first heartbeat of the next life replaces it.
  assertEquals(of1(play(atOnce, 20_000, { estimator: fixed(2000) })), []);
});
