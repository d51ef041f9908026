/** What must hold of what servers of any Raft show of themselves, and of what their clients are told. @module */

import { type Invariant, remembering } from "hb/model/invariant.ts";
import type { WholeAnswer, WholeRaft } from "../given.ts";

/** Who has led which term, by the term. */
export function oneLeader(raft: WholeRaft): Invariant<unknown> {
  return remembering<unknown, Map<number, number>>({
    name: "election safety",
    words: "at most one server leads in a term",
    memory: () => new Map(),
    check({ states }, leaders) {
      for (let node = 0; node < states.length; node++) {
        const state = states[node];
        if (state === undefined) continue;
        const { leads, term } = raft.view(state);
        if (!leads) continue;
        const before = leaders.get(term) ?? node;
        if (before !== node) {
          return {
            words: `servers ${before} and ${node} lead term ${term}`,
            nodes: [before, node],
          };
        }
        leaders.set(term, node);
      }
      return undefined;
    },
  });
}

/** What has been applied, by anybody. */
export function agreement(raft: WholeRaft): Invariant<unknown> {
  return remembering<unknown, string[]>({
    name: "state-machine safety",
    words: "no two servers apply different commands at the same place, and none takes one back",
    memory: () => [],
    check({ states }, sequence) {
      for (let node = 0; node < states.length; node++) {
        const state = states[node];
        if (state === undefined) continue;
        const { applied } = raft.view(state);
        for (let at = 0; at < applied.length; at++) {
          if (at >= sequence.length) sequence.push(applied[at]!);
          if (sequence[at] === applied[at]) continue;
          return {
            words: `server ${node} has applied ${applied[at]} as its command ${at + 1}, others ${
              sequence[at]
            }`,
            nodes: [node],
          };
        }
      }
      return undefined;
    },
  });
}

/** What clients are told is so: a log is linearizable if its places keep the order in which things were done. */
export function promises(raft: WholeRaft): Invariant<unknown> {
  return {
    name: "linearizability",
    words:
      "what is answered is done, at that place and after all that was answered before; what is declined is not",
    check({ states, history }) {
      const longest = states.reduce<readonly string[]>((most, state) => {
        const applied = state === undefined ? [] : raft.view(state).applied;
        return applied.length > most.length ? applied : most;
      }, []);
      for (const { input, outcome, output, invokedAt, process } of history) {
        const at = longest.indexOf(input as string) + 1;
        if (at > 0 && longest.indexOf(input as string, at) >= 0) {
          return { words: `${input} was asked for once, and has been applied twice`, nodes: [] };
        }
        if (outcome === "fail" && at > 0) {
          return {
            words: `client ${process} was told that ${input} is not done, and it is`,
            nodes: [],
          };
        }
        if (outcome !== "ok") continue;
        const { place } = output as WholeAnswer & { ok: true };
        if (longest.length >= place && place !== at) {
          return {
            words: `client ${process} was told that ${input} is command ${place}, and that one is ${
              longest[place - 1]
            }`,
            nodes: [],
          };
        }
        const later = history.find((other) =>
          other.outcome === "ok" && other.endedAt < invokedAt &&
          (other.output as { place: number }).place >= place
        );
        if (later !== undefined) {
          return {
            words:
              `${input}, which is command ${place}, was asked for after ${later.input} had been answered, ` +
              `which is command ${(later.output as { place: number }).place}`,
            nodes: [],
          };
        }
      }
      return undefined;
    },
  };
}
