/** What is worth telling of Raft: who stands, who leads, what clients ask and hear. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { KeyValueCommand } from "../../../replicated/state_machine/key_value.ts";
import type { Answer } from "../../../replicated/requests.ts";
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

/** What a client asks. */
export function asked(input: unknown): string {
  const command = input as KeyValueCommand;
  return command.type === "put"
    ? `put ${command.key} = ${command.value}`
    : `${command.type} ${command.key}`;
}

/** What it is answered. */
export function answered(output: unknown): string {
  const answer = output as Answer;
  if (!answer.ok) return answer.why;
  if (answer.result === null) return "done";
  return answer.result === "" ? "nothing there" : String(answer.result);
}
