/** Every order of events of a small system, as far as a budget goes; the shortest that goes wrong is told and drawn. @module */

import { describeAction, namesOf } from "../check/explore/describe_action.ts";
import { exploreProtocol } from "../check/explore/protocol.ts";
import type { ProtocolSystem } from "../check/explore/protocol_system.ts";
import { replay } from "../check/explore/replay.ts";
import type { Labels } from "../model/labels.ts";
import type { Tagged } from "../model/protocol.ts";
import { World } from "../sim/world.ts";
import type { Grading } from "./grading.ts";
import { isLacking } from "./lacking.ts";

/** How far, and in which words. */
export interface Exploration<S, M extends Tagged, T extends Tagged, R> {
  /** No more states than these are looked at. */
  readonly states: number;
  /** What is explored: "all orders of events of three servers". */
  readonly words: string;
  /** How it is told. */
  readonly labels: Labels<S, M, T, R>;
}

/** Requires that nothing goes wrong in any order of events of a system, as far as the budget goes. */
export function explored<S, M extends Tagged, T extends Tagged, R>(
  system: ProtocolSystem<S, M, T, R>,
  { states, words: about, labels }: Exploration<S, M, T, R>,
  grading: Grading,
): void {
  const found = grading.asked(
    () => exploreProtocol(system, { maxStates: states }),
    () => about,
  );
  const [finding] = found.findings;
  if (finding === undefined) return;
  const must = system.invariants?.find(({ name }) => name === finding.property);
  const rule = must === undefined ? finding.property : `${must.name}: ${must.words}`;
  const name = namesOf(system.nodes, system.clients?.workload.length ?? 1, labels);
  const steps = finding.path.flatMap(({ action }, i) =>
    action === undefined
      ? []
      : [`${`${i}`.padStart(4)}. ${describeAction(action, { name, labels })}`]
  );
  const { scenario, ms, violation } = replay(system, finding);
  const world = new World({ ...scenario, seed: 1, states: true });
  world.run(ms);
  const { violation: broken } = world;
  if (isLacking(broken?.error)) throw broken.error;
  const words = [
    `${rule} – and in this order of events, the shortest, that does not hold:`,
    ...steps,
    ...(broken?.error === undefined ? [] : [`      ${broken.words}`]),
    `There are ${found.unique} states with no longer way to them.`,
  ].join("\n");
  const last = violation.find((event) => event.kind === "violation");
  const breach = broken?.words ?? last?.words ?? finding.property;
  const trace = [...world.trace, ...violation];
  grading.wentWrong(words, { at: ms, rule, breach, trace });
}
