/** Multi-Raft, as registers: of one range, and of two that have a key each. */

import { multiraft } from "hb/multiraft/multiraft.ts";
import type { Rules } from "hb/multiraft/rules.ts";
import type { AnyProtocol } from "hb/laboratory/conformance/service.ts";
import type { RegisterService } from "../register.ts";

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
