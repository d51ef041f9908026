/** What is said of what nodes have delivered. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Broadcast, Told } from "./broadcast.ts";

/** A node that is up and has not delivered one of these. */
export function whoLacks(
  { delivered }: Broadcast,
  { world }: Told,
  texts: readonly string[],
): string | undefined {
  for (const [node, state] of world.states.entries()) {
    if (state === undefined) continue;
    const has = new Set(delivered(state)), lacking = texts.find((text) => !has.has(text));
    if (lacking !== undefined) return `node ${node} has not delivered "${lacking}"`;
  }
  return undefined;
}

/** What some node that is up has delivered, and another has not. */
export function whoDiffers(subject: Broadcast, told: Told): string | undefined {
  const all = new Set(
    told.world.states.flatMap((state) => state === undefined ? [] : subject.delivered(state)),
  );
  return whoLacks(subject, told, [...all]);
}

/** A node that has delivered a text twice in its present life. */
export function whoRepeats({ delivered }: Broadcast, { world }: Told): string | undefined {
  for (const [node, state] of world.states.entries()) {
    const texts = state === undefined ? [] : delivered(state);
    const again = texts.find((text, at) => texts.indexOf(text) < at);
    if (again !== undefined) return `node ${node} has delivered "${again}" twice`;
  }
  return undefined;
}

/** A node that has delivered what nobody was told. */
export function whoInvents({ delivered }: Broadcast, { world, texts }: Told): string | undefined {
  for (const [node, state] of world.states.entries()) {
    const made = (state === undefined ? [] : delivered(state)).find((text) =>
      !texts.includes(text)
    );
    if (made !== undefined) return `node ${node} has delivered "${made}", which nobody was told`;
  }
  return undefined;
}

/** Whether a node that is back has lost anything of this. */
export function whatIsGone(
  { delivered }: Broadcast,
  { world }: Told,
  node: NodeId,
  before: readonly string[],
): string | undefined {
  const now = delivered(world.states[node]), gone = before.find((text) => !now.includes(text));
  return gone && `node ${node} is back, and does not know that it has delivered "${gone}"`;
}
