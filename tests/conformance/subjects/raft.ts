/** What stands on Raft: a replicated log, registers in a key–value store, and a lock service. */

import { raftBut, type RaftChange } from "hb/consensus/raft/change.ts";
import { bare, sessionRequests } from "hb/consensus/raft/client.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import type { Answer } from "hb/consensus/raft/messages.ts";
import type { Options } from "hb/consensus/raft/settings.ts";
import type { State } from "hb/consensus/raft/state.ts";
import { clientsInSession, OPEN } from "hb/replicated/client_sessions.ts";
import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
import { listMachine } from "hb/replicated/state_machine/list.ts";
import type { StateMachine } from "hb/replicated/state_machine.ts";
import {
  type LockAnswer,
  type LockCommand,
  lockMachine,
  type LockState,
} from "hb/replicated/state_machine/lock.ts";
import type { LockService } from "../lock.ts";
import type { RegisterService } from "../register.ts";
import type { LogService } from "../replicated_log.ts";
import type { AnyProtocol, Service } from "../service.ts";

/** Raft as it should be, or with a bug of its kit. */
export interface Variant {
  readonly bug?: string;
  /** Whether clients have sessions; default true. */
  readonly sessions?: boolean;
  readonly options?: Partial<Options>;
}

/** A service on Raft: `command` turns what the family asks into a command, `answer` a result back. */
function service<I, O>(
  machine: Options["machine"],
  { bug, sessions = true, options = {} }: Variant,
  command: (input: I) => unknown,
  answer: (result: unknown, input: I) => O,
): Service<I, O> {
  const change: RaftChange = bug === undefined ? {} : kit.bugs[bug]!.change;
  const protocol = raftBut(change, { machine, whenNotLeading: "forward", ...options });
  const flaw = bug === undefined ? sessions ? "" : ", without sessions" : ` with the bug "${bug}"`;
  return {
    name: `Raft${flaw}`,
    nodes: 3,
    protocol: protocol as unknown as AnyProtocol,
    ...(sessions ? { first: OPEN } : {}),
    ask(input, which, { history }, clients) {
      if (!sessions) return bare(command(input));
      const ask = clientsInSession(sessionRequests, clients, () => history);
      return ask(input === OPEN ? OPEN : command(input), which);
    },
    answer: (result, input) => answer((result as { result: unknown }).result, input),
    outcome: (result) => (result as Answer).ok ? "ok" : "fail",
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock"],
    duplicates: true,
  };
}

/** The log itself. */
export function raftLog(variant: Variant = {}): LogService {
  return {
    ...service<string, unknown>(listMachine, variant, (input) => input, (result) => result),
    applied: (state) => (state as State<string[]> | undefined)?.machine ?? [],
    hasSnapshot: (state) => ((state as State | undefined)?.snapshot.last.index ?? 0) > 0,
    withSnapshots: (snapshotEvery) =>
      raftLog({ ...variant, options: { ...variant.options, snapshotEvery } }),
  };
}

/** Registers in a key–value store. A key that holds no text was never written. */
export function raftRegister(variant: Variant = {}): RegisterService {
  return {
    ...service(
      keyValueMachine as Options["machine"],
      variant,
      (input: Parameters<RegisterService["answer"]>[1]) =>
        input.type === "read"
          ? { type: "get", key: `${input.key}` }
          : { type: "put", key: `${input.key}`, value: `${input.value}` },
      (result, { type }) => type === "write" || result === "" ? null : Number(result),
    ),
    levels: ["linearizable"],
    answersAlone: () => false,
  };
}

/** A lock service, over another machine if one is given. */
export function raftLock(
  variant: Variant = {},
  machine: StateMachine<LockState, LockCommand, LockAnswer> = lockMachine,
  name?: string,
): LockService {
  const usual = service(
    machine as Options["machine"],
    variant,
    (input: LockCommand) => input,
    (result) => result as LockAnswer,
  );
  return { ...usual, name: name ?? usual.name };
}
