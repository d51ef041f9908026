/** A reader's EPaxos, as the judge uses it. @module */

import { allBound } from "hb/grade/members.ts";
import type { Protocol, WholeEPaxos, WholeSetting, WholeView } from "../given.ts";

// deno-lint-ignore no-explicit-any -- what they are is the reader's affair
type AnyProtocol = Protocol<any, any, any, any>;

/** An EPaxos, and what a replica in some state of it shows. */
export interface Subject {
  protocol(setting: WholeSetting): AnyProtocol;
  /** By the protocol that was made last. */
  view(state: unknown): WholeView;
}

/** The same, its protocols as plain records: they may be written as classes, and so may their handlers. */
export function subjectOf(epaxos: WholeEPaxos): Subject {
  let last: ReturnType<WholeEPaxos> | undefined;
  return {
    protocol: (setting) => last = allBound(epaxos(setting)) as unknown as ReturnType<WholeEPaxos>,
    view: (state) => last!.view(state),
  };
}

/** "+x a1" writes x, "?x a1" reads it: of two that touch the same, one must write. */
export function clash(a: string, b: string): boolean {
  return a[1] === b[1] && (a[0] === "+" || b[0] === "+");
}

/** All commands interfere. */
export function allClash(): boolean {
  return true;
}
