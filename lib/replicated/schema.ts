/**
 * What the messages of every replicated log are made of, for the checks and codecs of those that come from a
 * network: a host's nodes, commands and states are parts of it, by default of any kind.
 *
 * @module
 */

import {
  anything,
  integer,
  map,
  nothing,
  only,
  orNull,
  record,
  type Schema,
  type Variants,
} from "../codec/schema.ts";
import type { NodeId } from "../model/protocol.ts";
import type { Position } from "./position.ts";
import type { ClientRequest } from "./requests.ts";
import type { Session, Sessions, Stamp } from "./sessions.ts";

/** What differs from host to host. */
export interface Parts {
  /** A node that there is: to one that there is not, nothing could be sent. */
  readonly node: Schema<NodeId>;
  /** The return address of a client's request. */
  readonly client: Schema<NodeId>;
  /** What clients may ask of the state machine. */
  readonly command: Schema<unknown>;
  /** What may stand in the log: commands, and what a protocol puts there itself. */
  readonly entry: Schema<unknown>;
  /** The state machine in a snapshot. */
  readonly machine: Schema<unknown>;
  /** What clients were answered. */
  readonly answer: Schema<unknown>;
  /** How large a snapshot may be, in bytes. */
  readonly snapshotBytes: Schema<number>;
  /** Whether administrators speak over this network: who belongs and who leads is not for clients to say. */
  readonly administered: boolean;
}

/** Whatever it is. */
export const anyParts: Parts = {
  node: integer,
  client: integer,
  command: anything,
  entry: anything,
  machine: anything,
  answer: anything,
  snapshotBytes: integer,
  administered: true,
};

/** A place in a log. */
export const position: Schema<Position> = record({ index: [1, integer], term: [2, integer] });

/** The stamp of a command, if it has one. */
export const stamp: Schema<Stamp | null> = orNull(
  record({ session: [1, integer], sequence: [2, integer], lowest: [3, integer] }),
);

/** What is remembered of clients. */
export function sessionsOf(answer: Schema<unknown>): Schema<Sessions> {
  const session: Schema<Session> = record({
    lowest: [1, integer],
    answers: [2, map(integer, answer)],
    usedAt: [3, integer],
  });
  return map(integer, session);
}

/** What clients ask. */
export function clientRequests({ command }: Parts): Variants<ClientRequest> {
  return { request: [1, { command: [1, command], stamp: [2, stamp] }], register: [2, {}] };
}

/** What only administrators say, where they do. */
export function administered<T>(parts: Parts, schema: Schema<T>): Schema<T> {
  return parts.administered ? schema : only(nothing);
}
