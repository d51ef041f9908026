/** Multi-Raft, as registers: of one range, and of two that have a key each; and a range as a log. */

import { multiraft } from "hb/multiraft/multiraft.ts";
import { getFrom } from "hb/replicated/state_machine/paged_map.ts";
import type { Rules } from "hb/multiraft/rules.ts";
import type { NodeState } from "hb/multiraft/state.ts";
import type { LogService } from "hb/laboratory/conformance/replicated_log.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import type { RegisterService } from "hb/laboratory/conformance/register.ts";

/** Registers in as many ranges; with decisions that are made otherwise, as the name says. */
export function rangesOf(
  ranges: 1 | 2,
  rules: Partial<Rules> = {},
  flaw = "",
): RegisterService {
  const members = [0, 1, 2];
  const all = ranges === 1 ? [{ group: 1, start: "", end: null, members }] : [
    { group: 1, start: "", end: "y", members },
    { group: 2, start: "y", end: null, members },
  ];
  return {
    name: `Multi-Raft, ${ranges === 1 ? "one range" : "two ranges"}${flaw}`,
    nodes: 3,
    protocol: multiraft({
      ranges: all,
      electionTimeoutMs: [150, 300],
      heartbeatMs: 50,
      snapshotEvery: 10,
      retryMs: 100,
      rules,
    }) as unknown as AnyProtocol,
    ask({ key, ...input }) {
      const operation = input.type === "read"
        ? { type: "get", key: `${key}` }
        : { type: "put", key: `${key}`, value: `${input.value}` };
      return { type: "ask", operation } as never;
    },
    answer(result, { type }) {
      const { value } = result as { readonly value: string | null };
      return type === "write" || value === null ? null : Number(value);
    },
    outcome: (result) => (result as { readonly ok: boolean }).ok ? "ok" : "fail",
    levels: ["linearizable"],
    // A gateway numbers what it is asked, and so it is where its clients are.
    clients: "stay",
    endures: ["crash", "partition", "pause", "clock"],
    duplicates: true,
    answersAlone: () => false,
  };
}

/** The key that has all commands. */
const LOG = "log";

/** A range as a log: each command is appended to one key. */
export function logOfARange(
  rules: Partial<Rules> = {},
  flaw = "",
  snapshotEvery = 1000,
): LogService {
  const group = (state: unknown) => (state as NodeState | undefined)?.replicas.get(1)?.group;
  return {
    name: `Multi-Raft, a range${flaw}`,
    nodes: 3,
    protocol: multiraft({
      ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }],
      electionTimeoutMs: [150, 300],
      heartbeatMs: 50,
      snapshotEvery,
      retryMs: 100,
      rules,
    }) as unknown as AnyProtocol,
    ask: (command) =>
      ({
        type: "ask",
        operation: { type: "append", key: LOG, value: `${command},` },
      }) as never,
    answer: (result) => result,
    outcome: (result) => (result as { readonly ok: boolean }).ok ? "ok" : "fail",
    applied(state) {
      const machine = group(state)?.machine;
      const all = machine === undefined ? "" : getFrom(machine.data, LOG) ?? "";
      return all.split(",").slice(0, -1);
    },
    // A range begins with a snapshot of nothing.
    hasSnapshot: (state) => (group(state)?.snapshot.last.index ?? 0) > 1,
    withSnapshots: (every) => logOfARange(rules, flaw, every),
    clients: "stay",
    patienceMs: 3000,
    endures: ["crash", "partition", "pause", "clock"],
    duplicates: true,
  };
}
