/** What reliable broadcast promises (Cachin, Guerraoui and Rodrigues 2011, module 3.12), and what the proof rests on. @module */

import type { Invariant, InvariantViolation, Snapshot } from "../../model/invariant.ts";
import { type Broadcast, nameOf, type Payload } from "./messages.ts";
import type { State } from "./state.ts";

/** A node, as far as it delivers. */
export type Delivering = Pick<State, "said" | "log">;

/** No two loyal nodes deliver different payloads of one broadcast. */
export const agreement: Invariant<Delivering> = {
  name: "consistency",
  words: "no two loyal nodes deliver different payloads under one name",
  check: ({ states }) =>
    differ(
      states.map((s) => (s?.log ?? []).map((each) => [nameOf(each), each.payload] as const)),
      "has delivered",
    ),
};

/** What is delivered of a loyal sender, it has said. */
export const noCreation: Invariant<Delivering> = {
  name: "no creation",
  words: "what a loyal node delivers of a loyal sender, that sender has broadcast",
  check: ({ states }) =>
    at(states, ({ log }) => {
      const made = log.find(({ sender, sequence, payload }) => {
        const said = states[sender]?.said;
        return said !== undefined && said[sequence - 1] !== payload;
      });
      return made && `has delivered ${told(made)}, which node ${made.sender} has not said`;
    }),
};

/** No broadcast is delivered twice at one node. */
export const noDuplication: Invariant<Delivering> = {
  name: "no duplication",
  words: "no loyal node delivers a broadcast twice",
  check: ({ states }) =>
    at(states, ({ log }) => {
      const once = new Set<string>();
      const again = log.find((each) => once.size === once.add(nameOf(each)).size);
      return again && `has delivered ${nameOf(again)} twice`;
    }),
};

/** The lemma: loyal nodes are ready for one payload at most. */
export const oneIsReady: Invariant<State> = {
  name: "one is ready",
  words: "no two loyal nodes are ready for different payloads of one broadcast",
  check: ({ states }) =>
    differ(
      states.map((s) =>
        [...s?.known ?? []].flatMap(([name, { ready }]) =>
          ready === null ? [] : [[name, ready] as const]
        )
      ),
      "is ready for",
    ),
};

/** All of them. */
export const invariants: readonly Invariant<State>[] = [
  agreement,
  noCreation,
  noDuplication,
  oneIsReady,
];

/** Totality: what one loyal node has delivered, all have. It need hold only when all messages have come. */
export function lacking(states: Snapshot<Delivering>["states"]): string | undefined {
  const logs = states.map((s) => s && new Set(s.log.map(nameOf)));
  for (const [node, log] of logs.entries()) {
    for (const name of log ?? []) {
      const without = logs.findIndex((other) => other !== undefined && !other.has(name));
      if (without >= 0) return `node ${node} has delivered ${name}, and node ${without} has not`;
    }
  }
  return undefined;
}

type Entry = readonly [name: string, payload: Payload];

/** Two nodes with different payloads under one name. */
function differ(all: readonly (readonly Entry[])[], does: string): InvariantViolation | undefined {
  const first = new Map<string, { readonly node: number; readonly payload: Payload }>();
  for (const [node, entries] of all.entries()) {
    for (const [name, payload] of entries) {
      const other = first.get(name);
      if (other === undefined) first.set(name, { node, payload });
      else if (other.payload !== payload) {
        return {
          words:
            `node ${node} ${does} ${name} as "${payload}", and node ${other.node} ${does} it as ` +
            `"${other.payload}"`,
          nodes: [other.node, node],
        };
      }
    }
  }
  return undefined;
}

function at(
  states: Snapshot<Delivering>["states"],
  wrong: (state: Readonly<Delivering>) => string | undefined,
): InvariantViolation | undefined {
  for (const [node, s] of states.entries()) {
    const words = s && wrong(s);
    if (words !== undefined) return { words: `node ${node} ${words}`, nodes: [node] };
  }
  return undefined;
}

function told(broadcast: Broadcast): string {
  return `${nameOf(broadcast)} as "${broadcast.payload}"`;
}
