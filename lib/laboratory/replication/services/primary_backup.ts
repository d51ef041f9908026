/** Primary and backups as services of registers, and what each mode promises. @module */

import type { Tagged } from "../../../model/protocol.ts";
import { inSession, OPEN } from "../../../replicated/client_sessions.ts";
import type { Answer } from "../../../replicated/requests.ts";
import type { StateMachine } from "../../../replicated/state_machine.ts";
import { primaryBackup } from "../../../replication/primary_backup/primary_backup.ts";
import type { Rules } from "../../../replication/primary_backup/rules.ts";
import type { Settings } from "../../../replication/primary_backup/settings.ts";
import { primaryBackupUnderMasters } from "../../../replication/primary_backup/under_masters.ts";
import {
  type Ask,
  perform,
  type Registers,
  type Value,
} from "../../../replication/register/register.ts";
import type { RegisterService } from "../../conformance/register.ts";
import type { AnyProtocol } from "../../conformance/service.ts";

/** Registers as a state machine. */
export const registersMachine: StateMachine = {
  init: () => new Map(),
  apply: (registers, ask) => perform(registers as Registers, ask as Ask),
  reads: (ask) => (ask as Ask).type === "read",
};

function serviceOf(name: string, nodes: number, protocol: unknown): RegisterService {
  return {
    name,
    nodes,
    protocol: protocol as AnyProtocol,
    first: OPEN,
    ask: (input, which, seen, clients): Tagged =>
      inSession(clients, () => seen.history)(input, which),
    answer: (result) => (result as Answer & { ok: true }).result as Value,
    outcome: (result) => (result as Answer).ok ? "ok" : "fail",
    clients: "wander",
    endures: ["crash", "partition", "pause", "clock", "slow", "late"],
    duplicates: true,
    levels: ["linearizable"],
    answersAlone: () => false,
  };
}

/** Servers that save what they do, and a view service at node 0, with other settings than the usual ones. */
export function primaryBackupService(
  name: string,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): RegisterService {
  const all = { machine: registersMachine, durable: true, backups: 2, ...settings };
  return serviceOf(name, 2 + all.backups, primaryBackup(all, rules));
}

/** Every backup has an operation before it is answered. */
export const synchronous: RegisterService = primaryBackupService("primary-backup");

/** The same, and reads are answered when the backups have confirmed who is primary. */
export const confirmedReads: RegisterService = primaryBackupService(
  "primary-backup, confirmed reads",
  { reads: "confirmed" },
);

/** One of three backups has an operation before it is answered. */
export const semiSynchronous: RegisterService = primaryBackupService(
  "primary-backup, semi-synchronous",
  {
    backups: 3,
    acknowledgements: 1,
  },
);

/** The view service is a group of three masters. */
export const underMasters: RegisterService = serviceOf(
  "primary-backup, masters",
  6,
  primaryBackupUnderMasters(
    { machine: registersMachine, durable: true, backups: 2 },
    { masters: 3 },
  ),
);

/** No backup need have what is answered. A failover may take back what was answered, and all see the same in the end. */
export const asynchronous: RegisterService = {
  ...primaryBackupService("primary-backup, asynchronous", { acknowledgements: 0 }),
  levels: ["eventual"],
  answersAlone: () => undefined,
};

/** All of them. */
export const allPrimaryBackups: readonly RegisterService[] = [
  synchronous,
  confirmedReads,
  semiSynchronous,
  underMasters,
  asynchronous,
];
