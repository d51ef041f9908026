/** What is worth telling of the store. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { State } from "../state.ts";
import { homesOf } from "./look.ts";

/** A conflict comes up, or is settled; somebody is thought down, or stood in for. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  now: Readonly<State>,
): string | undefined {
  if (before === undefined) return undefined;
  return ofSiblings(node, before, now) ?? ofHints(node, before, now) ??
    ofSuspects(node, before, now);
}

function ofSiblings(node: NodeId, before: Readonly<State>, now: Readonly<State>) {
  for (const [key, { versions }] of now.store) {
    const had = before.store.get(key)?.versions.length ?? 0;
    const values = versions.map(({ value }) => value ?? "its deletion");
    if (versions.length > 1 && had !== versions.length) {
      return `Node ${node} has ${values.join(" and ")} of ${key}, side by side.`;
    }
    if (versions.length === 1 && had > 1) {
      return `Node ${node} has ${values[0]} of ${key} in the place of all that was there.`;
    }
  }
  return undefined;
}

function ofHints(node: NodeId, before: Readonly<State>, now: Readonly<State>) {
  const had = homesOf(before), has = homesOf(now);
  const more = has.find((home) => !had.includes(home));
  if (more !== undefined) return `Node ${node} keeps what is for node ${more}.`;
  const less = had.find((home) => !has.includes(home));
  return less === undefined ? undefined : `Node ${node} has handed on what was for node ${less}.`;
}

function ofSuspects(node: NodeId, before: Readonly<State>, now: Readonly<State>) {
  const down = [...now.suspects].find((each) => !before.suspects.has(each));
  return down === undefined ? undefined : `Node ${node} thinks that node ${down} is down.`;
}
