/** Who is welcome. @module */

import type { NodeId } from "../model/protocol.ts";
import { printable } from "./dial.ts";
import { type Hello, Refusal } from "./wire.ts";

/** Who listens. */
export interface Greeted {
  /** The name of the cluster: members of others are refused. */
  readonly cluster: string;
  /** This node. */
  readonly self: NodeId;
  /** How many nodes there are. */
  readonly nodes: number;
}

/** Throws a `Refusal` for a greeting of somebody who does not belong here. */
export function assertWelcome({ cluster, node, to, nodes }: Hello, host: Greeted): void {
  if (cluster !== null && cluster !== host.cluster) {
    throw new Refusal(
      `it is of cluster "${printable(cluster)}", and this is cluster "${host.cluster}"`,
    );
  }
  if (to !== null && to !== host.self) {
    throw new Refusal(`it looks for node ${to}, and this is node ${host.self}`);
  }
  if (nodes !== null && nodes !== host.nodes) {
    throw new Refusal(`it knows ${nodes} nodes, and there are ${host.nodes}`);
  }
  if (node !== null && (node >= host.nodes || node === host.self)) {
    throw new Refusal(`it says that it is node ${node}, which it cannot be`);
  }
}
