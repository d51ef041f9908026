/** A protocol that is explored: what was found, told in its words, and as a run to look at. @module */

import { compactionsOf, withCompactions } from "hb/check/explore/compactions.ts";
import { describeAction, namesOf } from "hb/check/explore/describe_action.ts";
import {
  exploreProtocol,
  type GlobalState,
  type ProtocolExploration,
  type ProtocolSystem,
} from "hb/check/explore/protocol.ts";
import { replay } from "hb/check/explore/replay.ts";
import type { Recording } from "hb/figure/explorer/recording.ts";
import type { Labels } from "hb/model/labels.ts";
import type { Tagged } from "hb/model/protocol.ts";
import { World } from "hb/sim/world.ts";
import type { Run, RunOptions } from "./model.ts";

/** Explores a system; `labels` are the words of its protocol, if it has some. */
export function runProtocol<S, M extends Tagged, T extends Tagged = never, R = never>(
  system: ProtocolSystem<S, M, T, R>,
  options: RunOptions,
  labels: Labels = {},
): Run {
  const found = exploreProtocol(system, options);
  const name = namesOf(
    system.nodes + (system.twins?.length ?? 0),
    system.clients?.workload.length ?? 0,
    labels,
  );
  const told = (path: ProtocolExploration<S>["findings"][number]["path"]) =>
    path.map(({ action, state }, step) =>
      action === undefined
        ? "at first"
        : describeAction(action, { name, labels }) + become(path[step - 1]?.state, state, labels)
    );
  return {
    name: system.name,
    found,
    lines: found.findings.map(({ path }) => told(path)),
    ways: new Map([...found.reached].map(([property, path]) => [property, told(path)])),
    recording: () => recordingOf(system, found, labels),
  };
}

/** What the states of nodes have become, where labels have words for it. */
function become<S>(
  before: GlobalState<S> | undefined,
  after: GlobalState<S>,
  labels: Labels,
): string {
  const label = (state: S | undefined) => state === undefined ? undefined : labels.state?.(state);
  return after.states.map((state, node) => {
    const words = label(state);
    if (words === undefined || words === label(before?.states[node])) return "";
    return `; ${labels.node?.(node) ?? `node ${node}`} is ${words}`;
  }).join("");
}

/** The first run that was found, as it happens again in the simulator. */
function recordingOf<S, M extends Tagged, T extends Tagged, R>(
  system: ProtocolSystem<S, M, T, R>,
  { findings }: ProtocolExploration<S>,
  labels: Labels,
): Recording | undefined {
  const finding = findings.find(({ path }) => path.length > 0);
  if (finding === undefined) return undefined;
  const { scenario, ms, violation } = replay(system, finding);
  const world = new World({ ...scenario, seed: 1, states: true });
  world.run(ms);
  const invariant = system.invariants?.find(({ name }) => name === finding.property);
  const [breach] = violation;
  return {
    title: `${system.name}: "${finding.property}" is violated`,
    labels,
    trace: [...withCompactions(world.trace, compactionsOf(finding.path)), ...violation],
    ...(invariant === undefined ? {} : { invariant: `${invariant.name}: ${invariant.words}` }),
    ...(breach?.kind === "violation" ? { breach: breach.words } : {}),
  };
}
