/** What a replica knows that others have: it may be less than they do, and is never more. @module */

import type { ToneSign, View, Views } from "../../../../kit/playground/views.ts";
import type { NodeId } from "../../../../model/protocol.ts";
import type { Basket } from "../basket.ts";
import type { State } from "../state.ts";

/** What the colours mean. */
export const tones: readonly ToneSign[] = [
  { tone: "good", name: "with all that is here" },
  { tone: "doubtful", name: "perhaps behind" },
  { tone: "none", name: "not heard of yet" },
];

/** What another node has, as far as it has said so. */
export function viewOf({ peers, count }: Readonly<State<Basket>>, other: NodeId): View {
  const peer = peers.get(other);
  if (peer === undefined) return { tone: "good", name: "itself", facts: "" };
  if (peer.name === null) return { tone: "none", name: "unknown", facts: "" };
  return peer.acked >= count ? { tone: "good", name: "has all", facts: "" } : {
    tone: "doubtful",
    name: "may lack something",
    facts: `${count - peer.acked} of its deltas`,
  };
}

/** Each as far as it has acknowledged what it was sent. */
export const views: Views<State<Basket>> = {
  of: (state, _, other) => viewOf(state, other),
};
