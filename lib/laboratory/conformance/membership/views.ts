/** What is said of views. @module */

import { encode } from "../../../model/encode.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { AnyWorld } from "../service.ts";
import type { Membership } from "./membership.ts";

/** Who is up and a member, by its own view, but not for whom a node does not have it in its view. */
export function allIn(
  subject: Membership,
  { states }: Pick<AnyWorld, "states">,
): string | undefined {
  for (const [node, state] of states.entries()) {
    if (state === undefined) continue;
    const view = subject.view(state);
    const gone = states.findIndex((other, id) => other !== undefined && !view.has(id));
    if (gone >= 0) return `node ${gone} is up, and node ${node} does not have it in its view`;
  }
  return undefined;
}

/** Nobody but itself has this one in its view. */
export function isOut(
  subject: Membership,
  { states }: Pick<AnyWorld, "states">,
  node: NodeId,
  why: string,
): string | undefined {
  const knows = states.findIndex((state, other) =>
    other !== node && state !== undefined && subject.view(state).has(node)
  );
  return knows < 0 ? undefined : `node ${node} ${why}, and node ${knows} has it in its view`;
}

/** All that are up have the same view, incarnations and all. */
export function allAlike(
  subject: Membership,
  { states }: Pick<AnyWorld, "states">,
): string | undefined {
  const views = states.flatMap((state, node) =>
    state === undefined ? [] : [[node, encode(new Map(subject.view(state)))] as const]
  );
  const other = views.find(([, view]) => view !== views[0]![1]);
  return other && `node ${views[0]![0]} sees ${views[0]![1]}, node ${other[0]} ${other[1]}`;
}
