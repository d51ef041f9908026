/**
 * The replica's side: each request takes effect once, however often it is asked for and ordered, and its client may
 * ask again for the answer (Castro and Liskov 1999, section 4.1: "the last reply message sent to each client").
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { StateMachine } from "../../replicated/state_machine.ts";
import type { Signed } from "../../security/identity/signed.ts";
import type { ClientMessage, Request } from "./messages.ts";

/** What a replica answered a client last. */
export interface Served {
  /** The number of the request. */
  readonly sequence: number;
  /** Its place among all that was done. */
  readonly index: number;
  /** What came of it. */
  readonly result: unknown;
}

/** What requests have made of a replica. */
export interface Service {
  /** The state machine. */
  readonly machine: unknown;
  /** How many requests were executed. */
  executed: number;
  /** What each client was answered last. */
  readonly served: Map<NodeId, Served>;
}

/** A service that has done nothing. */
export function newService(machine: StateMachine): Service {
  return { machine: machine.init(), executed: 0, served: new Map() };
}

/** Whether it was executed before, or is too old to be. */
export function isServed({ served }: Readonly<Service>, { client, sequence }: Request): boolean {
  return sequence <= (served.get(client)?.sequence ?? 0);
}

/** Executes a request if it is new, given the number of its client's last one; what to answer, if anything. */
export function serve(
  machine: StateMachine,
  s: Service,
  { client, sequence, command }: Request,
  isNew: (sequence: number, last: number) => boolean,
): Served | undefined {
  const last = s.served.get(client);
  if (!isNew(sequence, last?.sequence ?? 0)) {
    return sequence === last?.sequence ? last : undefined;
  }
  s.executed++;
  const result = machine.apply(s.machine, command, { index: s.executed, configuration: null });
  const now: Served = { sequence, index: s.executed, result };
  s.served.set(client, now);
  return now;
}

/** The answer to a client, as a message. */
export function replyOf(served: Served): ClientMessage {
  return { type: "reply", ...served };
}

/** Whether a request is one of this service, in the name of who signed it, who is no replica. */
export function isRequest(
  { signer, statement }: Signed<Request>,
  cluster: string,
  replicas: readonly NodeId[],
): boolean {
  return statement.cluster === cluster && statement.client === signer &&
    !replicas.includes(signer) && Number.isSafeInteger(statement.sequence) &&
    statement.sequence > 0;
}
