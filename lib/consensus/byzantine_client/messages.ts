/** What passes between clients of a service whose replicas may lie, their proxies and the replicas. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Signed } from "../../security/identity/signed.ts";

/** What a client asks, in the words that its proxy signs. */
export interface Request {
  /** The service that is asked, so that no other takes it for its own. */
  readonly cluster: string;
  /** The proxy that asks, which is who signs. */
  readonly client: NodeId;
  /** Counts what it has asked: each has a higher number than the one before. */
  readonly sequence: number;
  /** What is to be done. */
  readonly command: unknown;
}

/** The messages. */
export type ClientMessage =
  /** A client → the proxy beside it: have this done. */
  | { readonly type: "operation"; readonly command: unknown }
  /** A proxy → the replicas: do this. */
  | { readonly type: "request"; readonly request: Signed<Request> }
  /** A replica → the proxy: it is done as the `index`-th of all, and this came of it. */
  | {
    readonly type: "reply";
    readonly sequence: number;
    readonly index: number;
    readonly result: unknown;
  };

/** A proxy asks again. */
export interface Retransmit {
  /** Its name. */
  readonly type: "retransmit";
}

/** What a proxy saves: the number of its last request, so that it never uses one twice. */
export interface Asked {
  /** Its name. */
  readonly type: "asked";
  /** The number. */
  readonly sequence: number;
}
