/** What is worth telling of Raft: who stands, and who leads. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { State } from "../state.ts";

/** A change of role or term. */
export function news(
  node: NodeId,
  before: Readonly<State> | undefined,
  { role, term }: Readonly<State>,
): string | undefined {
  if (before?.role === role && before.term === term) return undefined;
  if (role === "leader") return `Node ${node} leads term ${term}.`;
  if (role === "candidate") return `Node ${node} stands for term ${term}.`;
  if (role === "precandidate") {
    return `Node ${node} asks whether it would be elected.`;
  }
  return before?.role === "leader" ? `Node ${node} no longer leads.` : undefined;
}
