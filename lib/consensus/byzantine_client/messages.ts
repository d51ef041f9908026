/** What passes between clients of a service whose replicas may lie, their proxies and the replicas. @module */

import type { Said } from "../../security/identity/signed.ts";

/** What a client asks for, in the words of its proxy, which is who says so. */
export interface Request {
  /** What sort of statement it is. */
  readonly kind: "request";
  /** The service that is asked, so that no other takes it for its own. */
  readonly cluster: string;
  /** Counts the client's requests, from 1. */
  readonly timestamp: number;
  /** What is to be executed. */
  readonly command: unknown;
  /** Whether it changes nothing and is answered at once, without an order (Castro and Liskov 1999, section 5.1.3). */
  readonly readOnly: boolean;
}

/** The messages. */
export type ClientMessage =
  /** Somebody → the client's proxy, at the same place: have this executed. */
  | { readonly type: "ask"; readonly command: unknown }
  /** A proxy → the replicas, those that lead first. */
  | { readonly type: "request"; readonly request: Said<Request> }
  /** A replica → the proxy: this is the result, and that the view. */
  | {
    readonly type: "reply";
    readonly view: number;
    readonly timestamp: number;
    readonly result: unknown;
  };

/** At a proxy: no result yet. */
export interface Retry {
  /** Its name. */
  readonly type: "retry";
}

/** What a proxy saves: how many requests it has signed, so that it never gives a number twice. */
export interface Asked {
  /** Its name. */
  readonly type: "asked";
  /** How many. */
  readonly timestamp: number;
}
