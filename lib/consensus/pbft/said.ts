/** What has been signed, taken out of messages and states. @module */

import { encode } from "../../model/encode.ts";
import type { NodeId } from "../../model/protocol.ts";
import { hasJust } from "../../security/identity/proofs.ts";
import type { Signed } from "../../security/identity/signed.ts";
import type {
  Checkpoint,
  Commit,
  NewView,
  Prepare,
  PrePrepare,
  Request,
  ViewChange,
} from "./statements.ts";

/** All that is signed in PBFT. */
export type Statement =
  | Request
  | PrePrepare
  | Prepare
  | Commit
  | Checkpoint
  | ViewChange
  | NewView;

/** All signed statements in a piece of plain data, however deep, each once. Certificates count as each of their signers' word. */
export function statementsIn(value: unknown): Signed<Statement>[] {
  const found = new Map<string, Signed<Statement>>();
  collect(value, found);
  return [...found.values()];
}

function collect(value: unknown, found: Map<string, Signed<Statement>>): void {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  if (Array.isArray(value) || value instanceof Set || value instanceof Map) {
    for (const item of value) collect(item, found);
    return;
  }
  const { signer, signers, statement } = value as {
    signer: NodeId;
    signers: readonly NodeId[];
    statement: Statement;
  };
  const all = hasJust(value, "signer", "statement")
    ? [signer]
    : hasJust(value, "signers", "statement")
    ? signers
    : [];
  for (const each of all) {
    const name = `${each} ${encode(statement)}`;
    if (!found.has(name)) found.set(name, { signer: each, statement });
  }
  for (const item of Object.values(value)) collect(item, found);
}
