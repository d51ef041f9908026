/** What must hold of primary and backups. @module */

import { linearizableStore } from "../../consensus/storms/promises.ts";
import { equal } from "../../model/compare.ts";
import type { History } from "../../model/history.ts";
import { type Invariant, ofSteps, remembering, whenOneEnds } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Server, State } from "./state.ts";
import { isSame } from "./view.ts";
import type { Views } from "./views.ts";

/** The servers that are up. */
function serversIn(
  states: readonly (Readonly<State> | undefined)[],
): (readonly [NodeId, Readonly<Server>])[] {
  return states.flatMap((s, node) => s?.kind === "server" ? [[node, s] as const] : []);
}

/** At most one primary in a view. */
export const onePrimary: Invariant<State> = {
  name: "one primary",
  words: "in a view, one server at most is primary",
  check({ states }) {
    const leading = new Map<number, NodeId>();
    for (const [node, { leading: leads, view }] of serversIn(states)) {
      if (leads === null) continue;
      const other = leading.get(view.number);
      if (other !== undefined) {
        return {
          words: `nodes ${other} and ${node} are primary in view ${view.number}`,
          nodes: [other, node],
        };
      }
      leading.set(view.number, node);
    }
    return undefined;
  },
};

/** What was acknowledged is in the state of whoever is primary of the present view. */
export const acknowledgedIsHeld: Invariant<State> = {
  name: "acknowledged is held",
  words: "the primary of the present view has every operation that was answered",
  check({ states, history }) {
    const views = viewsIn(states);
    const { primary = null, number = 0 } = views?.view ?? {};
    const s = primary === null ? undefined : states[primary];
    if (s?.kind !== "server" || s.leading === null || s.view.number !== number) return undefined;
    const answered = lastAnswered(history), { index } = s.copy.position;
    if (index >= answered) return undefined;
    return {
      words: `operation ${answered} was answered, and the primary of view ${number} has ${index}`,
      nodes: [primary!],
    };
  },
};

function viewsIn(states: readonly (Readonly<State> | undefined)[]): Views | undefined {
  const all = states.flatMap((s) => s?.kind === "view service" ? [s.views] : []);
  return all.reduce<Views | undefined>(
    (last, views) => last === undefined || views.view.number > last.view.number ? views : last,
    undefined,
  );
}

function lastAnswered(history: History): number {
  let last = 0;
  for (const { outcome, output } of history) {
    const answer = output as Answer | undefined;
    if (outcome === "ok" && answer?.ok === true) last = Math.max(last, answer.index);
  }
  return last;
}

/** Who stands where another one does has the same state: a backup's operations are a prefix of its primary's. */
export const samePositionSameState: Invariant<State> = remembering<State, { at: string }>({
  name: "same position, same state",
  words: "servers that hold the state and stand at the same position have the same state",
  memory: () => ({ at: "" }),
  check({ states }, memory) {
    const holding = serversIn(states).filter(([, { holds }]) => holds);
    // Copies change with their positions only, and to compare them is expensive.
    const at = holding.map(([node, { copy: { position } }]) =>
      `${node}:${position.term}.${position.index}`
    ).join(" ");
    if (at === memory.at) return undefined;
    memory.at = at;
    for (const [i, [node, one]] of holding.entries()) {
      for (const [other, two] of holding.slice(i + 1)) {
        if (!isSame(one.copy.position, two.copy.position)) continue;
        if (equal(one.copy, two.copy)) continue;
        const { index, term } = one.copy.position;
        return {
          words:
            `nodes ${node} and ${other} have different states after operation ${index} of view ${term}`,
          nodes: [node, other],
        };
      }
    }
    return undefined;
  },
});

/** A backup in step is never ahead of the primary of its view. */
export const backupsFollow: Invariant<State> = {
  name: "backups follow",
  words: "a backup in step with its primary has no operation that the primary does not have",
  check({ states }) {
    const servers = serversIn(states);
    for (const [node, { inStep, copy, view }] of servers) {
      if (inStep === 0 || inStep !== view.number) continue;
      const leader = servers.find(([, s]) => s.leading !== null && s.view.number === inStep);
      if (leader === undefined || leader[1].copy.position.index >= copy.position.index) continue;
      return { words: `node ${node} is ahead of its primary`, nodes: [leader[0], node] };
    }
    return undefined;
  },
};

/** Views advance by the rule. */
export const viewsAdvance: Invariant<State> = ofSteps<State, Views | null>({
  name: "views advance",
  words:
    "views are numbered on, and a primary comes out of the view before, unless nothing was answered yet",
  digest: (s) => s.kind === "view service" ? { ...s.views, servers: new Map(), seals: null } : null,
  step(before, after, node) {
    if (before === null || after.kind !== "view service") return undefined;
    const was = before.view, is = after.views.view;
    if (is.number === was.number) return undefined;
    const members = [was.primary, ...was.backups, ...before.acknowledged.backups];
    const isMember = members.includes(is.primary);
    const isFirst = is.first && before.acknowledged.number === 0;
    if (is.number === was.number + 1 && (isMember || isFirst)) return undefined;
    return {
      words:
        `node ${is.primary} is primary of view ${is.number} after view ${was.number} without it`,
      nodes: [node],
    };
  },
});

/** The store is one copy for all that clients can tell; judged when another operation has ended. */
export const linearizable: Invariant<State> = whenOneEnds({
  name: linearizableStore.name,
  words: linearizableStore.words,
  check: ({ at, history }) => linearizableStore.check({ at, history, states: [] }),
});

/** All that must hold after every step. */
export const invariants: readonly Invariant<State>[] = [
  onePrimary,
  acknowledgedIsHeld,
  samePositionSameState,
  backupsFollow,
  viewsAdvance,
];
