/** Runs, instances and dependencies of EPaxos, drawn for its chapter. @module */

import { supports } from "../consensus/epaxos/choice.ts";
import { type Id, idLabel } from "../consensus/epaxos/instance.ts";
import { dependenciesLabel, labels, proposalLabel } from "../consensus/epaxos/labels.ts";
import type { State } from "../consensus/epaxos/state.ts";
import { valueLabel } from "../consensus/epaxos/value.ts";
import type { Figure } from "../figure/figure.ts";
import { graph } from "../figure/graph/graph.ts";
import { withoutRoutine } from "../figure/routine.ts";
import { spacetime } from "../figure/spacetime/spacetime.ts";
import { stateMachine } from "../figure/state_machine/state_machine.ts";
import { table } from "../figure/table/table.ts";
import { graphOf, latestOnly } from "../laboratory/epaxos/circles.ts";
import type { ByHand } from "../laboratory/epaxos/by_hand.ts";
import type { Labels } from "../model/labels.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import { inSigns } from "./in_signs.ts";

/** Which part of a run is drawn, and what of it. Times are in ms. */
export interface Shown {
  /** By default the first event. */
  readonly from?: number;
  /** By default the last event. */
  readonly to?: number;
  /** The nodes that stand out. */
  readonly highlight?: readonly NodeId[];
}

/** A run as a space-time diagram in the words of EPaxos; what replicas tell each other by routine is left out. */
export function drawRun(trace: Trace, title: string, shown: Shown = {}): Figure {
  return spacetime(withoutRoutine(trace, words), { title, labels: words, ...shown });
}

const { message, request, stateInFull, ...others } = labels as unknown as Required<Labels>;

/** The words of EPaxos, with commands as they are written in the text: x←1 and x?. */
const words: Labels = {
  ...others,
  message: (each) => inSigns(message(each)),
  request: (each) => inSigns(request(each)),
  stateInFull: (state) => inSigns(stateInFull(state)!),
};

/** How far an instance comes at a replica: a state machine. */
export function drawPhases(): Figure {
  return stateMachine([
    { name: "committed", text: "decided, for good" },
    { name: "pre-accepted", text: "begins here" },
    { name: "accepted", text: "has voted" },
  ], {
    title: "An instance at one replica: on the fast path nobody votes",
    transitions: [
      {
        from: "pre-accepted",
        to: "committed",
        words: "fast: enough have found the same; or a commit",
      },
      { from: "pre-accepted", to: "accepted", words: "slow: a vote for all that was found" },
      { from: "accepted", to: "accepted", words: "a higher ballot: votes again" },
      { from: "accepted", to: "committed", words: "n − f have voted; or a commit" },
    ],
  });
}

/** What is drawn of a graph of dependencies. */
export interface GraphShown {
  /** The instances, by their labels, such as "0.1"; default: all. */
  readonly instances?: readonly string[];
  /** Sentences under the picture. */
  readonly words?: readonly string[];
}

/**
 * What a replica knows to be decided, as a graph: an arrow leads from an instance to what it depends on. Of those in a
 * row only the last is drawn, as dependencies name it, and those in the row before it follow.
 */
export function drawDependencies(
  state: Readonly<Pick<State, "rows">>,
  title: string,
  { instances, words }: GraphShown = {},
): Figure {
  const all = graphOf(state), shown = instances ?? [...all.keys()];
  const isShown = new Set(shown);
  const vertices = shown.map((instance) => {
    const vertex = all.get(instance);
    if (vertex !== undefined) return vertex;
    throw new RangeError(
      `Cannot draw dependencies because each instance must be decided: given ${instance}`,
    );
  });
  const nodes = vertices.map(({ instance, sequence, value }) => ({
    id: instance,
    name: instance,
    text: `${inSigns(valueLabel(value))}, #${sequence}`,
  }));
  const edges = vertices.flatMap((vertex) =>
    latestOnly(vertex.edges.filter((edge) => isShown.has(edge))).map((to) => ({
      from: vertex.instance,
      to,
      kind: "after",
    }))
  );
  return graph({ nodes, edges }, { title, ...words === undefined ? {} : { words } });
}

/** What a replica knows of an instance, in words. */
export function instanceInWords({ rows }: Readonly<State>, id: Id): string {
  const { phase, proposal } = rows[id.replica]?.get(id.slot) ?? { phase: "none", proposal: null };
  if (proposal === null) return `${idLabel(id)}: nothing`;
  const { value, dependencies, sequence } = proposal;
  return `${idLabel(id)} ${phase}: ${inSigns(valueLabel(value))} after ${
    dependenciesLabel(dependencies)
  } #${sequence}`;
}

/** What those who promise report, as a table; and what they say against it, if they are asked. */
export function drawReports({ reports, against, verdict }: ByHand, title: string): Figure {
  const rows = [...reports].map(([node, report]) => {
    const { proposal } = report;
    const noted = proposal === null ? "nothing" : inSigns(proposalLabel(proposal));
    const objections = (against.get(node) ?? []).map(({ id, committed }) =>
      `${idLabel(id)}, ${committed ? "decided" : "open"}`
    );
    return {
      replica: node,
      "has noted": noted,
      "supports it": supports(report) ? "yes" : "no",
      ...(verdict === null ? {} : { "objects with": objections.join("; ") || "–" }),
    };
  });
  return table(rows, { title });
}
