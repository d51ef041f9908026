/** What ABD promises, and what the proof of it rests on. @module */

import type { History } from "../../model/history.ts";
import {
  type Invariant,
  type InvariantViolation,
  ofSteps,
  whenOneEnds,
} from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { majorities, type Quorums } from "../../replicated/quorum/system.ts";
import { keeps } from "../register/kit/promises.ts";
import type { Ask, Key, Value } from "../register/register.ts";
import { heldIn, type State } from "./state.ts";
import { compareTags, NOTHING, type Tag, tagLabel, type Version } from "./tags.ts";

/** What the registers promise: every operation takes effect at one moment between its call and its end. */
export const linearizable: Invariant<unknown> = keeps("linearizable");

/** A tag names one write: whoever holds it, or is about to have it held, has the same value under it. */
export const tagsAreUnique: Invariant<State> = {
  name: "tags are unique",
  words: "no tag of a register stands for two values",
  check({ states }) {
    const known = new Map<string, { readonly node: NodeId; readonly version: Version }>();
    for (const [node, s] of states.entries()) {
      for (const [key, version] of s === undefined ? [] : versionsOf(s)) {
        const name = `${key} ${tagLabel(version.tag)}`, other = known.get(name);
        if (other === undefined) known.set(name, { node, version });
        else if (other.version.value !== version.value) {
          return {
            words:
              `tag ${tagLabel(version.tag)} of ${key} stands for ${other.version.value} at node ` +
              `${other.node} and for ${version.value} at node ${node}`,
            nodes: [other.node, node],
          };
        }
      }
    }
    return undefined;
  },
};

function* versionsOf(s: Readonly<State>): Generator<readonly [Key, Version]> {
  yield* s.held;
  for (const operation of s.operations.values()) {
    if (operation.stage === "store") yield [operation.key, operation.version];
  }
}

/** What a replica holds is replaced by later versions only, as long as it runs. */
export const tagsNeverFall: Invariant<State> = ofSteps<State, ReadonlyMap<Key, Tag>>({
  name: "tags never fall",
  words: "a replica never holds an earlier version of a register than it has held",
  digest: ({ held }) => new Map([...held].map(([key, { tag }]) => [key, tag])),
  step(before, after, node) {
    for (const [key, tag] of before) {
      const now = heldIn(after, key).tag;
      if (compareTags(now, tag) < 0) {
        const words = `node ${node} held ${tagLabel(tag)} of ${key}, and now holds ${
          tagLabel(now)
        }`;
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
});

/**
 * When an operation ends, a write quorum holds what it has written or read, or something later: what no later
 * operation can then miss. Nodes that are down count as if they held it, and nothing is said of a value
 * that no replica which is up holds any more. (One value has one tag; if a mistake gives it two, the first counts.)
 */
export function heldByAQuorum(quorums: Quorums): Invariant<State> {
  return whenOneEnds({
    name: "held by a quorum",
    words: "when an operation ends, a write quorum holds its version or a later one",
    check: ({ states, history }) =>
      lastEndedOf(history).map((each) => unheld(each, states, quorums)).find(Boolean),
  });
}

interface Ended {
  readonly key: Key;
  readonly value: Value;
}

/** What has been written and read, as far as the answers tell. */
function lastEndedOf(history: History): Ended[] {
  return history.filter(({ outcome }) => outcome === "ok").map(({ input, output }) => {
    const ask = input as Ask;
    return { key: ask.key, value: ask.type === "write" ? ask.value : output as Value };
  }).filter(({ value }) => value !== null);
}

function unheld(
  { key, value }: Ended,
  states: readonly (Readonly<State> | undefined)[],
  quorums: Quorums,
): InvariantViolation | undefined {
  const tags = states.map((s) => s === undefined ? NOTHING : heldIn(s, key))
    .filter((version) => version.value === value).map(({ tag }) => tag).sort(compareTags);
  const [tag] = tags;
  if (tag === undefined) return undefined;
  const holds = (s: Readonly<State> | undefined) =>
    s === undefined || compareTags(heldIn(s, key).tag, tag) >= 0;
  const holders = new Set([...states.keys()].filter((node) => holds(states[node])));
  if (quorums([...states.keys()]).phase2(holders)) return undefined;
  const words = `${value} has been written to ${key} or read from it, and only ` +
    `${[...holders].map((node) => `node ${node}`).join(" and ")} can hold it`;
  return { words, nodes: [...holders] };
}

/** All that must hold where these are the quorums. */
export function invariantsWith(quorums: Quorums): readonly Invariant<State>[] {
  return [linearizable, tagsAreUnique, tagsNeverFall, heldByAQuorum(quorums)];
}

/** All that must hold where majorities are the quorums. */
export const invariants: readonly Invariant<State>[] = invariantsWith(majorities);
