/** What may happen next to a protocol. @module */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Sight } from "./past.ts";
import type { Envelope } from "./protocol_system.ts";

/** What a step did besides changing states. */
export interface Effects {
  /** Messages that left, in order. */
  readonly sent: readonly Envelope[];
  /** What was saved. */
  readonly saved: readonly unknown[];
  /** What clients saw, each with the address of its operation. */
  readonly seen: readonly { readonly sight: Sight; readonly client: number }[];
  /** The node crashed when it had saved and not yet sent. */
  readonly crashed?: NodeId;
}

/** Something that happened. */
export type ProtocolAction =
  & Effects
  & (
    | { readonly kind: "deliver" | "lose"; readonly message: Envelope }
    | { readonly kind: "timer"; readonly node: NodeId; readonly timer: Tagged }
    | { readonly kind: "crash" | "restart"; readonly node: NodeId }
    | { readonly kind: "ask" | "timeout"; readonly client: number }
  );

/** One step in one line. */
export function describeAction(action: ProtocolAction): string {
  const crashed = action.crashed === undefined ? "" : `, and crashes before anything is sent`;
  switch (action.kind) {
    case "deliver":
      return `${line(action.message)} arrives${crashed}`;
    case "lose":
      return `${line(action.message)} is lost`;
    case "timer":
      return `timer ${action.timer.type} fires at node ${action.node}${crashed}`;
    case "crash":
      return `node ${action.node} crashes`;
    case "restart":
      return `node ${action.node} restarts`;
    case "ask":
      return `client ${action.client} asks`;
    case "timeout":
      return `client ${action.client} stops to wait`;
  }
}

function line({ from, to, body }: Envelope): string {
  return `${JSON.stringify(body)} from ${from} to ${to}`;
}
