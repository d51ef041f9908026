/** Commands as calls of `kv.proto`, and what their responses say. @module */

import type { Compare, Step, StepResult } from "hb/replicated/store/commands.ts";
import type { Command, Result, ValueOf } from "../kv/operation.ts";
import type { TxnCompare, TxnOperation } from "./transactions.ts";

type Response = Readonly<Record<string, unknown>>;

/** The method that does a command, and its request. */
export function requestOf(command: Command): [method: string, request: object] {
  switch (command.type) {
    case "get":
      return ["Get", { key: command.key }];
    case "put": {
      const { type: _, ...request } = command;
      return ["Put", request];
    }
    case "del":
      return ["Delete", { key: command.key }];
    case "cas": {
      const { key, expected, value } = command;
      return ["CompareAndSet", { key, value, ...(expected === null ? {} : { expected }) }];
    }
    case "range":
      return ["Range", rangeRequest(command)];
    case "txn": {
      const { compares, success, failure } = command;
      return ["Txn", {
        compare: compares.map(compareRequest),
        success: success.map(stepRequest),
        failure: failure.map(stepRequest),
      }];
    }
    case "grant":
      return ["LeaseGrant", { id: command.id ?? 0, ttl_ms: command.ttlMs }];
    case "renew":
      return ["LeaseKeepAlive", { id: command.id }];
    case "revoke":
      return ["LeaseRevoke", { id: command.id }];
    case "lease":
      return ["LeaseTimeToLive", { id: command.id }];
  }
}

/** What a response says that came. */
export function resultOf<C extends Command>(command: C, response: Response): Result<ValueOf<C>> {
  if (command.type === "renew" && (response.ttl_ms ?? 0) === 0) {
    return { kind: "fail", why: `there is no lease ${command.id}` };
  }
  return { kind: "ok", value: valueOf(command, response) as ValueOf<C> };
}

function valueOf(command: Command, response: Response): ValueOf<Command> {
  switch (command.type) {
    case "get":
      return (response.value as string | undefined) ?? null;
    case "cas":
      return response.succeeded === true;
    case "range":
      return entriesOf(response);
    case "txn": {
      const { succeeded = false, results } = response as unknown as Transacted;
      const steps = succeeded ? command.success : command.failure;
      return { succeeded, results: results.map((result, i) => stepResult(steps[i]!, result)) };
    }
    case "grant":
    case "renew":
      return { id: response.id as number, ttlMs: response.ttl_ms as number };
    case "lease":
      return {
        id: response.id as number,
        ttlMs: response.granted_ttl_ms as number,
        remainingMs: (response.remaining_ms as number | undefined) ?? 0,
        keys: response.keys as string[],
      };
    default:
      return null;
  }
}

interface Transacted {
  readonly succeeded?: boolean;
  readonly results: readonly { readonly get?: Response; readonly range?: Response }[];
}

function stepResult({ type }: Step, { get, range }: Transacted["results"][number]): StepResult {
  if (type === "get") return (get?.value as string | undefined) ?? null;
  return type === "range" ? entriesOf(range!) : null;
}

interface Held {
  readonly key: string;
  readonly value: string;
  readonly lease?: number;
}

function entriesOf(response: Response) {
  const entries = response.entries as readonly Held[];
  return {
    entries: entries.map(({ key, value, lease }) =>
      lease === undefined ? [key, value] as const : [key, value, lease] as const
    ),
    more: response.more === true,
  };
}

function compareRequest({ key, is, value = "" }: Compare): TxnCompare {
  if (is === "equal") return { key, equal: value };
  return is === "not equal" ? { key, not_equal: value } : { key, present: is === "present" };
}

function stepRequest(step: Step): TxnOperation {
  const { type, ...request } = step;
  switch (step.type) {
    case "get":
      return { get: request };
    case "put":
      return { put: request };
    case "del":
      return { delete: request };
    case "range":
      return { range: rangeRequest(step) };
  }
  throw new TypeError(`Cannot ask for a step because its type is unknown: given "${type}"`);
}

function rangeRequest({ key, to, limit }: Extract<Step, { type: "range" }>) {
  return { from: key, limit, ...(to === null ? {} : { to }) };
}
