/** The instances of a replica, as a page shows them: in the order of execution, each with what comes before it. @module */

import type { Cell, Cells } from "../../../kit/playground/look.ts";
import { commandText } from "../../playground/requests.ts";
import { ballotLabel } from "../../ballot.ts";
import { compareIds, type Id, idLabel, type Instance } from "../instance.ts";
import { dependenciesLabel, markOf } from "../labels.ts";
import type { State } from "../state.ts";
import type { Value } from "../value.ts";

/** How many instances are shown: the last ones. */
const MOST = 15;

/** Instances in the order in which this replica executes them, and then the others; the colour tells whose they are. */
export const cells: Cells<State> = {
  title: "Instances, those executed first",
  named: true,
  last: (state) => shownOf(state).length,
  cell(state, index): Cell | undefined {
    const shown = shownOf(state)[index - 1];
    return shown === undefined ? undefined : cellOf(state, ...shown);
  },
};

function shownOf({ rows, executed }: Readonly<State>): [Id, Instance][] {
  const place = (id: Id) => executed.get(idLabel(id)) ?? Infinity;
  return rows.flatMap((row, replica) =>
    [...row].map(([slot, instance]): [Id, Instance] => [{ replica, slot }, instance])
  ).sort(([a], [b]) => place(a) === place(b) ? compareIds(a, b) : place(a) - place(b)).slice(-MOST);
}

function cellOf({ executed }: Readonly<State>, id: Id, instance: Instance): Cell {
  const { phase, proposal, promised } = instance, label = idLabel(id);
  const isExecuted = executed.has(label);
  const what = proposal === null ? "–" : valueText(proposal.value);
  const before = proposal === null ? "–" : dependenciesLabel(proposal.dependencies);
  const standing = isExecuted ? "executed" : phase === "none" ? "unknown" : phase;
  const ballot = promised.round === 0
    ? ""
    : `, takes no part below ballot ${ballotLabel(promised)}`;
  return {
    head: `${label} ${markOf(phase, isExecuted)}`,
    hue: id.replica,
    text: before === "–" ? what : `${what} ← ${before}`,
    isFirm: phase === "committed",
    title: `Instance ${label}, ${what}: ${standing}, ` +
      `${before === "–" ? "depends on nothing" : `depends on ${before}`}${ballot}`,
  };
}

/** What an instance has, in very few letters. */
export function valueText({ commands }: Value): string {
  const [first] = commands;
  if (first === undefined) return "no-op";
  return first.type === "command" ? commandText(first.command) : first.type;
}
