/**
 * What a status code of gRPC says of an operation on a replicated store. A client may try again by itself
 * only what surely did not take effect, and that is UNAVAILABLE here and nothing else: a library that tried
 * again what had perhaps been done ran transactions twice, and the losses were blamed on the store
 * (etcd-io/jetcd #1444, from Jepsen's analysis of jetcd 0.8.2). The codes are those of gRPC's "Status codes and
 * their use".
 *
 * @module
 */

/** Why an operation was not done, or why it is not known whether it was. */
export type Failure =
  /** No node that leads was reached, or it declined, or another leader took over. Nothing was done. */
  | "no leader"
  /** Too much is under way. Nothing was done. */
  | "busy"
  /** The node ends. Nothing was done. */
  | "stopping"
  /** The request makes no sense, whoever is asked. Nothing was done. */
  | "invalid"
  /** The store may not grow, or not by this. Nothing was done. */
  | "full"
  /** There is no such lease, any more or yet. Nothing was done. */
  | "no lease"
  /** There is a lease of that number already. Nothing was done. */
  | "lease exists"
  /** The revision is too old, or comes from another log. */
  | "forgotten"
  /** The time ran out. It may have been done, or may yet be. */
  | "late"
  /** It was sent, and the answer was lost. It may have been done, or may yet be. */
  | "unknown"
  /** Whoever asked went away. It may have been done. */
  | "cancelled";

/** The numbers of the status codes that are used. */
export const codes = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  RESOURCE_EXHAUSTED: 8,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  UNAVAILABLE: 14,
  /** Of a connection, whatever is asked over it: whoever is at its other end has not shown who it is. */
  UNAUTHENTICATED: 16,
} as const;

/** What is said of a failure. */
export interface Status {
  /** The name of the code. */
  readonly code: keyof typeof codes;
  /** Whether the operation surely had no effect and will have none. */
  readonly untouched: boolean;
}

/** The whole table. */
export const statuses: Readonly<Record<Failure, Status>> = {
  "no leader": { code: "UNAVAILABLE", untouched: true },
  busy: { code: "UNAVAILABLE", untouched: true },
  stopping: { code: "UNAVAILABLE", untouched: true },
  // Another try would end as this one did.
  invalid: { code: "INVALID_ARGUMENT", untouched: true },
  // As gRPC itself says of a message that is too large.
  full: { code: "RESOURCE_EXHAUSTED", untouched: true },
  "no lease": { code: "NOT_FOUND", untouched: true },
  "lease exists": { code: "ALREADY_EXISTS", untouched: true },
  forgotten: { code: "OUT_OF_RANGE", untouched: true },
  late: { code: "DEADLINE_EXCEEDED", untouched: false },
  // No code says "perhaps"; of those that are left, clients try this one again least of all.
  unknown: { code: "UNKNOWN", untouched: false },
  cancelled: { code: "CANCELLED", untouched: false },
};

/**
 * The trailing metadata by which the server says that nothing was done. A code alone cannot: libraries say
 * UNAVAILABLE by themselves when a connection ends below a call, and then nobody knows.
 */
export const NOT_DONE = "not-done";

/**
 * Whether a client may try again by itself whatever it asked for; `trailer`: what stands under `NOT_DONE`.
 */
export function mayRetry(code: number, trailer: unknown): boolean {
  return code === codes.UNAVAILABLE && trailer === "true";
}
