/** The solution of parts 9 and 10 with something else around it, for their mutants. @module */

import { nested, wrapped } from "hb/model/nested.ts";
import type { WholeEPaxos, WholeSetting } from "../../../exercises/12-leaderless/given.ts";
import { epaxos } from "../whole.ts";

/** States and messages are the solution's own affair. */
// deno-lint-ignore no-explicit-any -- so they are
export type Any = any;
export type Handler = (s: Any, message: Any, io: Any) => void;
export type All = Readonly<Record<string, Handler>>;

/** The solution with other handlers. */
export function withHandlers(
  change: (upon: All, after: All, setting: WholeSetting) => All,
): WholeEPaxos {
  return (setting) => {
    const own = epaxos(setting), after = own.after as All;
    const changed = change(own.upon as All, after, setting);
    const those = (handlers: All) =>
      Object.fromEntries(
        Object.entries(handlers).map(([type, own]) => [type, changed[type] ?? own]),
      );
    return { ...own, upon: those(own.upon as All), after: those(after) } as ReturnType<WholeEPaxos>;
  };
}

/** The solution that is told something else of what is wanted. */
export const toldOtherwise =
  (change: (setting: WholeSetting) => Partial<WholeSetting>): WholeEPaxos => (setting) =>
    epaxos({ ...setting, ...change(setting) });

/** The solution in another world. */
export const inWorld = (world: (io: Any) => Any): WholeEPaxos => (setting) => {
  const own = epaxos(setting);
  return { ...wrapped(own, world), view: own.view } as ReturnType<WholeEPaxos>;
};

/** The solution where messages are changed on their way out; undefined: they are not sent. */
export const saying = (change: (message: Any) => Any): WholeEPaxos =>
  inWorld((io) =>
    nested(io, {
      send(to: number, message: Any) {
        const other = change(message);
        if (other !== undefined) io.send(to, other);
      },
    })
  );

/** The solution where records are changed before they are saved; undefined: they are not. */
export const saving = (change: (record: Any) => Any): WholeEPaxos =>
  inWorld((io) =>
    nested(io, {
      save(record: Any) {
        const other = change(record);
        if (other !== undefined) io.save(other);
      },
    })
  );

/** The solution where a restart is otherwise. */
export const restarting =
  (change: (s: Any, isFirst: boolean, io: Any) => void): WholeEPaxos => (setting) => {
    const own = epaxos(setting);
    return {
      ...own,
      start(io, journal) {
        const s = own.start(io, journal);
        change(s, journal.length === 0, io);
        return s;
      },
    };
  };
