/**
 * How much a member doubts itself: the local health multiplier of Lifeguard (Dadgar, Phillips and Currey 2018,
 * section IV.A). Who hears late, because it has no processor or the network around it is full, takes others for dead.
 * Signs of that are probes that fail, helpers that do not even say that they hear nothing either, and accusations that
 * it must refute itself. The more of them, the slower it probes, and the longer it waits for an answer.
 *
 * The other two parts lie where they belong: suspicions that shrink as they are confirmed in `suspicion.ts`, and that
 * a suspected member is told first in the rule `tells`.
 *
 * @module
 */

import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** A member doubts itself so much more. */
export function doubt(s: State, { awareness }: Settings, more: number): void {
  s.awareness = Math.min(awareness, s.awareness + more);
}

/** A span as a member takes it that doubts itself. */
export function patient({ awareness }: Readonly<State>, ms: number): number {
  return ms * (awareness + 1);
}

/** How much a failed probe says against the member itself: of helpers that it asked, those that were silent. */
export function blame(asked: number, nacks: number): number {
  // Without helpers there is no way to tell, and any failure counts.
  return asked === 0 ? 1 : Math.max(0, asked - nacks);
}
