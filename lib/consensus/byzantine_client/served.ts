/**
 * The replica's side: each request takes effect once, however often it is asked for and ordered, and its client may
 * ask again for the answer (Castro and Liskov 1999, section 4.1: "the last reply message sent to each client").
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import { type Said, speakerOf } from "../../security/identity/signed.ts";
import type { ClientMessage, Request } from "./messages.ts";

/** What a client was answered last. */
export interface LastReply {
  /** To which request. */
  readonly timestamp: number;
  /** What. */
  readonly result: unknown;
}

/** What each client was answered last. */
export type LastReplies = ReadonlyMap<NodeId, LastReply>;

/** What requests have made of a replica. */
export interface Service {
  /** The state machine. */
  readonly machine: unknown;
  /** How many requests were executed. */
  executed: number;
  /** What each client was answered last. */
  readonly served: Map<NodeId, LastReply>;
}

/** A service that has done nothing. */
export function newService(machine: StateMachine): Service {
  return { machine: machine.init(), executed: 0, served: new Map() };
}

/** Whether a request was executed before, or is too old to be. */
export function isServed(served: LastReplies, request: Said<Request>): boolean {
  return request.statement.timestamp <= (served.get(speakerOf(request))?.timestamp ?? 0);
}

/** The answer to a request, if it was its client's last one to be executed. */
export function answeredTo(
  served: LastReplies,
  request: Said<Request>,
): LastReply | undefined {
  const last = served.get(speakerOf(request));
  return last?.timestamp === request.statement.timestamp ? last : undefined;
}

/** Executes a request that has this place in the order, if it is new, given its client's last answer; what to answer then. */
export function serve(
  machine: StateMachine,
  { machine: state, served }: Pick<Service, "machine" | "served">,
  request: Said<Request>,
  index: number,
  isNew: (timestamp: number, last: LastReply | undefined) => boolean,
): LastReply | undefined {
  const client = speakerOf(request), { timestamp, command } = request.statement;
  if (!isNew(timestamp, served.get(client))) return undefined;
  const result = machine.apply(state, command, { index, configuration: null });
  const reply = { timestamp, result };
  served.set(client, reply);
  return reply;
}

/** The answer to a client in a view, as a message. */
export function replyOf({ timestamp, result }: LastReply, view: number): ClientMessage {
  return { type: "reply", view, timestamp, result };
}

/** Whether a request is one of this service, by somebody who is no replica. */
export function isRequest(
  request: Said<Request>,
  cluster: string,
  isReplica: (node: NodeId) => boolean,
): boolean {
  const { kind, timestamp, readOnly } = request.statement, client = speakerOf(request);
  return kind === "request" && request.statement.cluster === cluster && !isReplica(client) &&
    Number.isSafeInteger(timestamp) && timestamp > 0 && typeof readOnly === "boolean";
}
