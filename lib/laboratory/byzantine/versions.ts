/** Who says what to whom in the register of signed versions, what is saved, and what a node knows. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Signed } from "../../security/identity/signed.ts";

/** What a writer signs. */
export interface Version {
  /** So that no signature on anything else is taken for one on a version. */
  readonly type: "version";
  /** The register. */
  readonly key: string;
  /** Counts the writes of the register; a writer uses each time once. */
  readonly time: number;
  /** What was written. */
  readonly value: string | null;
}

/** The messages. `operation` names one phase of one operation of a proxy. */
export type Message =
  /** Client → its proxy: read, answered with the value; write, answered with `null`. */
  | { readonly type: "read"; readonly key: string }
  | { readonly type: "write"; readonly key: string; readonly value: string }
  /** Proxy → replicas: what do you hold? */
  | { readonly type: "query"; readonly operation: string; readonly key: string }
  /** Replica → proxy: this. */
  | { readonly type: "held"; readonly operation: string; readonly version: Signed<Version> | null }
  /** Proxy → replicas: hold this, unless you hold something later. */
  | { readonly type: "store"; readonly operation: string; readonly version: Signed<Version> }
  /** Replica → proxy: that is done. */
  | { readonly type: "stored"; readonly operation: string };

/** Some have not answered for long. */
export interface Timer {
  /** Its type. */
  readonly type: "again";
  /** The phase. */
  readonly key: string;
}

/** What survives a crash. */
export type Saved =
  /** A replica holds this. */
  | { readonly type: "held"; readonly version: Signed<Version> }
  /** A proxy has started so often. */
  | { readonly type: "life"; readonly life: number }
  /** A proxy has given this time to a write. */
  | { readonly type: "issued"; readonly time: number };

/** An operation of a proxy, in one of its two phases. */
export interface Operation {
  /** Whom to answer. */
  readonly client: NodeId;
  /** What the replicas are asked. */
  readonly message: Message & { readonly type: "query" | "store" };
  /** In the first phase: what is to be written; `undefined` in a read. */
  readonly write: string | undefined;
  /** In the second: what the client is told. */
  readonly result: string | null;
  /** What each replica has answered. */
  readonly answers: Map<NodeId, Signed<Version> | null>;
}

/** What a node knows. */
export interface State {
  /** Replica: the latest version of each register. */
  readonly held: Map<string, Signed<Version>>;
  /** Proxy: how often it has started. */
  life: number;
  /** Proxy: the last time that it gave to a write. */
  issued: number;
  /** Proxy: how many phases there were in this life. */
  phases: number;
  /** Proxy: what is under way, by the names of phases. */
  readonly operations: Map<string, Operation>;
}

/** A node that comes back with what it saved, before it has counted this start. */
export function recovered(journal: readonly Saved[]): State {
  const s: State = { held: new Map(), life: 0, issued: 0, phases: 0, operations: new Map() };
  for (const record of journal) {
    if (record.type === "held") s.held.set(record.version.statement.key, record.version);
    else if (record.type === "life") s.life = record.life;
    else s.issued = record.time;
  }
  return s;
}

/** The journal of a node that knows this. */
export function compacted({ held, life, issued }: Readonly<State>): Saved[] {
  const versions = [...held.values()].map((version): Saved => ({ type: "held", version }));
  const counts: Saved[] = [{ type: "life", life }, { type: "issued", time: issued }];
  return [...versions, ...counts];
}
