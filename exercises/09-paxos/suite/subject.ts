/** A reader's Multi-Paxos, as the judge uses it. @module */

import { madeWith } from "hb/grade/members.ts";
import type { Protocol, WholePaxos, WholeSetting, WholeView } from "../given.ts";

// deno-lint-ignore no-explicit-any -- what they are is the reader's affair
type AnyProtocol = Protocol<any, any, any, any>;

/** A Multi-Paxos, and what a server in some state of it shows. */
export interface Subject {
  protocol(setting: WholeSetting): AnyProtocol;
  /** By the protocol that was made last. */
  view(state: unknown): WholeView;
}

const members = { start: "function", upon: "record", view: "function" } as const;

/** The same, its protocols as plain records: they may be written as classes, and so may their handlers. */
export function subjectOf(paxos: WholePaxos): Subject {
  let last: ReturnType<WholePaxos> | undefined;
  return {
    protocol: (setting) =>
      last = madeWith("paxos(…)", paxos(setting), members) as unknown as ReturnType<WholePaxos>,
    view: (state) => last!.view(state),
  };
}
