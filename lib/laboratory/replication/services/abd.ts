/** ABD as a service of registers, and what each variant promises. @module */

import { abd } from "../../../replication/abd/abd.ts";
import type { Rules } from "../../../replication/abd/rules.ts";
import type { Settings } from "../../../replication/abd/settings.ts";
import type { Value } from "../../../replication/register/register.ts";
import type { RegisterService } from "../../conformance/register.ts";
import type { AnyProtocol } from "../../conformance/service.ts";

/** ABD with other settings than the usual ones as a service of five nodes that may crash, pause and be cut off. */
export function abdService(
  name: string,
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): RegisterService {
  return {
    name,
    nodes: 5,
    protocol: abd({ againMs: 80, ...settings }, rules) as unknown as AnyProtocol,
    ask: (input) => input,
    answer: (result) => result as Value,
    clients: "stay",
    endures: ["crash", "partition", "pause", "clock", "slow", "late", "drift", "stall"],
    duplicates: true,
    levels: ["linearizable"],
    answersAlone: () => false,
  };
}

/** Reads write back unless a quorum holds what they return: the usual ABD. */
export const abdFastReads: RegisterService = abdService("ABD, fast reads");

/** All reads write back. */
export const abdManyWriters: RegisterService = abdService("ABD", { writeBack: "always" });

/**
 * No read writes back: each read alone fits to all writes, and who has written reads that or something later. What one
 * read has seen the next may miss, as long as its write has not ended: for ever, where its coordinator has crashed. It is
 * regular, besides, which is no level that clients have together (`irregular`).
 */
export const abdWithoutWriteBack: RegisterService = {
  ...abdService("ABD without write-back", { writeBack: "never" }),
  levels: ["read your writes", "eventual"],
  neverSeenBroken: {
    PRAM:
      "one client's two reads must fall into one write that reaches few: a run of the tests beside this file",
    "monotonic reads": "the same",
    "monotonic writes": "the same",
    "writes follow reads": "the same",
  },
};

/** All of them. */
export const abdServices: readonly RegisterService[] = [
  abdFastReads,
  abdManyWriters,
  abdWithoutWriteBack,
];
