/** Every order of events of a small cluster of any Raft, as far as the budget goes. @module */

import { describeAction, namesOf } from "hb/check/explore/describe_action.ts";
import { exploreProtocol, type ProtocolSystem } from "hb/check/explore/protocol.ts";
import { replay } from "hb/check/explore/replay.ts";
import { isLacking } from "hb/grade/lacking.ts";
import type { Grading } from "hb/grade/part.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { World } from "hb/sim/world.ts";
import type { WholeRaft } from "../given.ts";
import { labels } from "./labels.ts";
import { agreement, oneLeader } from "./shown.ts";

/** Explores every order of events of three servers, as far as the budget goes. */
export function explored(
  raft: WholeRaft,
  grading: Grading,
  { crashes, terms, states }: {
    readonly crashes: number;
    readonly terms: number;
    readonly states: number;
  },
): void {
  const system: ProtocolSystem<unknown, Tagged, Tagged, unknown> = {
    name: "Raft",
    protocol: withoutChance(raft.protocol({})),
    nodes: 3,
    crashes,
    invariants: [oneLeader(raft), agreement(raft)],
    boundary: ({ states }) => states.every((s) => s === undefined || raft.view(s).term <= terms),
  };
  const found = grading.asked(
    () => exploreProtocol(system, { maxStates: states }),
    () => "all orders of events of three servers",
  );
  const [finding] = found.findings;
  if (finding === undefined) return;
  const must = system.invariants!.find(({ name }) => name === finding.property);
  const rule = must === undefined ? finding.property : `${must.name}: ${must.words}`;
  const name = namesOf(system.nodes, 1, labels);
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
  grading.wentWrong(words, { seed: 1, at: ms, rule, breach, trace });
}

/** The protocol, where nothing is drawn: to the explorer timers go off at any time, however long they take. */
const withoutChance = (own: ReturnType<WholeRaft["protocol"]>): typeof own =>
  wrapped(own, (io) => nested(io, { choose: () => 0 }));
