/** What gossip promises at every moment; that all hear in the end is a matter of progress. @module */

import {
  type Invariant,
  type InvariantViolation,
  ofSteps,
  remembering,
} from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { RumourId } from "./messages.ts";
import type { State } from "./state.ts";

/** Who has delivered what so far, and how many deliveries of each node were looked at. */
interface Deliveries {
  readonly looked: number[];
  readonly delivered: [node: NodeId, ids: RumourId[]][];
}

/** No node delivers a rumour twice, not even after a crash, nor when it has forgotten it. */
export const deliveredOnce: Invariant<State> = remembering<State, Deliveries>({
  name: "delivered once",
  words: "a node delivers each rumour at most once",
  memory: () => ({ looked: [], delivered: [] }),
  check({ states }, { looked, delivered }) {
    for (const [node, s] of states.entries()) {
      delivered[node] ??= [node, []];
      for (const id of newAt(node, s, looked)) {
        if (delivered[node][1].includes(id)) {
          return { words: `node ${node} delivers rumour ${id} again`, nodes: [node] };
        }
        delivered[node][1].push(id);
      }
    }
    return undefined;
  },
});

/** An id is given to one rumour only, and nobody changes what it says. */
export const oneIdOneBody: Invariant<State> = remembering<
  State,
  { looked: number[]; bodies: Record<RumourId, string> }
>({
  name: "one id, one body",
  words: "whoever delivers a rumour with the same id delivers the same",
  memory: () => ({ looked: [], bodies: {} }),
  check({ states }, { looked, bodies }) {
    for (const [node, s] of states.entries()) {
      for (const id of newAt(node, s, looked)) {
        const body = s!.known.get(id)?.body ?? null;
        if (body === null) continue;
        bodies[id] ??= body;
        if (bodies[id] === body) continue;
        const words = `node ${node} delivers "${body}" as ${id}, which was "${bodies[id]}"`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
});

/** Nobody makes a rumour up. */
export const validity: Invariant<State> = {
  name: "validity",
  words: "what a node delivers was told by a client",
  check({ states, history }) {
    for (const [node, s] of states.entries()) {
      for (const id of s?.latest ?? []) {
        const body = s!.known.get(id)?.body ?? null;
        if (body === null || history.some(({ input }) => input === body)) continue;
        return { words: `node ${node} delivers "${body}", which nobody told`, nodes: [node] };
      }
    }
    return undefined;
  },
};

/** What is removed is not infective again, so that every rumour comes to rest. */
export const removedStaysRemoved: Invariant<State> = ofSteps<State, readonly RumourId[]>({
  name: "removed stays removed",
  words: "a node that has lost interest in a rumour does not spread it again",
  digest: ({ known, hot }) => [...known.keys()].filter((id) => !hot.has(id)),
  step(removed, { hot }, node): InvariantViolation | undefined {
    const again = removed.find((id) => hot.has(id));
    if (again === undefined) return undefined;
    return { words: `node ${node} spreads rumour ${again} again`, nodes: [node] };
  },
});

/** Which contacts must have been of what use before interest may be lost, and how many. */
export interface Reason {
  /** With feedback useless contacts, blind all that the rumour was told in. */
  readonly feedback: boolean;
  /** How many at least. */
  readonly least: number;
}

/** Interest is lost for the reason that the settings name, where rumours do not die of age. */
export function lostForAReason({ feedback, least }: Reason): Invariant<State> {
  const kind = feedback ? "useless contacts" : "contacts";
  return ofSteps<State, readonly RumourId[]>({
    name: "interest is lost for a reason",
    words: `a node loses interest in a rumour after ${least} ${kind} at the least`,
    digest: ({ hot }) => [...hot.keys()],
    step(before, { known, hot }, node) {
      for (const id of before) {
        if (hot.has(id)) continue;
        const { told, useless } = known.get(id) ?? { told: 0, useless: 0 };
        const had = feedback ? useless : told;
        if (had >= least) continue;
        const words = `node ${node} loses interest in ${id} after ${had} ${kind}`;
        return { words, nodes: [node] };
      }
      return undefined;
    },
  });
}

/** Whoever is asked for what it has advertised has it. */
export const advertisesWhatItHas: Invariant<State> = {
  name: "advertises what it has",
  words: "a node that is asked for a rumour which it has advertised can hand it over",
  check({ states }) {
    const node = states.findIndex((s) => s !== undefined && s.broken > 0);
    if (node < 0) return undefined;
    return { words: `node ${node} no longer has what it advertised`, nodes: [node] };
  },
};

/** What holds whatever the settings are. */
export const invariants: readonly Invariant<State>[] = [
  deliveredOnce,
  oneIdOneBody,
  validity,
  removedStaysRemoved,
  advertisesWhatItHas,
];

/** What a node has delivered since it was last looked at; a node that comes back starts from what it saved. */
function newAt(
  node: NodeId,
  s: Readonly<State> | undefined,
  looked: number[],
): readonly RumourId[] {
  if (s === undefined) {
    looked[node] = -1;
    return [];
  }
  const isNew = s.delivered !== (looked[node] ?? 0);
  looked[node] = s.delivered;
  return isNew ? s.latest : [];
}
