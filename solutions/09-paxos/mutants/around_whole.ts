/** The solution of parts 10 and 11 with something else around it, for their mutants. @module */

import { wrapped } from "hb/model/nested.ts";
import type { WholePaxos, WholeSetting } from "../../../exercises/09-paxos/given.ts";
import { decides } from "../whole.ts";

/** States and messages are the solution's own affair. */
// deno-lint-ignore no-explicit-any -- so they are
export type Any = any;
export type Handler = (s: Any, message: Any, io: Any) => void;
export type All = Readonly<Record<string, Handler>>;

/** The solution with other handlers. */
export function withHandlers(
  change: (upon: All, after: All) => All,
  of: WholePaxos = decides,
): WholePaxos {
  return (setting) => {
    const own = of(setting), after = own.after as All, changed = change(own.upon as All, after);
    const those = (handlers: All) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, own]) => [type, changed[type] ?? own]),
      );
    return { ...own, upon: those(own.upon as All), after: those(after) } as ReturnType<WholePaxos>;
  };
}

/** The solution that is told something else of what is wanted. */
export const toldOtherwise =
  (change: (setting: WholeSetting) => Partial<WholeSetting>): WholePaxos => (setting) =>
    decides({ ...setting, ...change(setting) });

/** The solution that finds something else in its journal. */
export const remembering = (change: (saved: Any) => Any): WholePaxos => (setting) => {
  const own = decides(setting);
  return { ...own, start: (io, journal) => own.start(io, journal.map(change)) };
};

/** The solution in another world. */
export const inWorld = (world: (io: Any) => Any): WholePaxos => (setting) => {
  const own = decides(setting);
  return { ...wrapped(own, world), view: own.view } as ReturnType<WholePaxos>;
};

/** The solution with something done before and after each of its handlers. */
export function around(
  before: (s: Any, io: Any, setting: WholeSetting) => void,
  after: (s: Any, io: Any, setting: WholeSetting) => void,
): WholePaxos {
  return (setting) => {
    const own = decides(setting);
    const wrap = (handler: Handler): Handler => (s, message, io) => {
      before(s, io, setting);
      handler(s, message, io);
      after(s, io, setting);
    };
    const all = (handlers: All) =>
      Object.fromEntries(Object.entries(handlers).map(([type, each]) => [type, wrap(each)]));
    return { ...own, upon: all(own.upon as All), after: all(own.after as All) } as ReturnType<
      WholePaxos
    >;
  };
}
