/**
 * Which news a member tells next (Das, Gupta and Motivala 2002, *SWIM*, section 4.1): that which it has told the
 * fewest times, and each piece only so often as it takes to reach everybody. What is told of a member is what is held
 * of it at that time, so there is one piece of news about each.
 *
 * They lie in buckets by how often they were told, so that taking some looks at these alone, however many there are.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** Of whom there is news; those in bucket i were told of i times. The last bucket is not empty. */
export type Rumours = Set<NodeId>[];

/** There is news of a member: whatever was told of it before, this is new. */
export function addRumour(rumours: Rumours, member: NodeId): void {
  dropRumour(rumours, member);
  if (rumours.length === 0) rumours.push(new Set());
  rumours[0]!.add(member);
}

/** There is nothing more to be told of a member. */
export function dropRumour(rumours: Rumours, member: NodeId): void {
  for (const bucket of rumours) bucket.delete(member);
  trim(rumours);
}

/** Whether there is news of a member. */
export function hasRumour(rumours: Readonly<Rumours>, member: NodeId): boolean {
  return rumours.some((bucket) => bucket.has(member));
}

/** Of whom to tell now: `most` at most, which are then told of once more, and no more after `limit` times. */
export function takeRumours(rumours: Rumours, most: number, limit: number): NodeId[] {
  const taken: NodeId[] = [], buckets: number[] = [];
  for (let told = 0; told < rumours.length && taken.length < most; told++) {
    for (const member of rumours[told]!) {
      if (taken.length === most) break;
      taken.push(member);
      buckets.push(told);
    }
  }
  taken.forEach((member, i) => {
    const told = buckets[i]!;
    rumours[told]!.delete(member);
    if (told + 1 >= limit) return;
    while (rumours.length <= told + 1) rumours.push(new Set());
    rumours[told + 1]!.add(member);
  });
  trim(rumours);
  return taken;
}

function trim(rumours: Rumours): void {
  while (rumours.at(-1)?.size === 0) rumours.pop();
}
