/** Bugs that are made around the steps of a machine. @module */

import type { Any } from "../../../exercises/18-wire/given.ts";

/** What is done instead of a step, which may be taken in another world; `now` is of machines with a clock. */
export type Around<Io, Step> = (
  step: (io: Io) => void,
  s: Any,
  io: Io,
  now: number,
  name: Step,
) => void;

/** These steps of a machine, with something done around each. */
export const stepsOf =
  <M extends object, Io, Step extends keyof M & string>(machine: M, names: readonly Step[]) =>
  (change: Around<Io, Step>): Partial<M> =>
    Object.fromEntries(names.map((name) => [
      name,
      (s: Any, ...rest: Any[]) => {
        const io = rest.at(-1) as Io, now = rest.at(-2) as number;
        change((io) => (machine[name] as Any)(s, ...rest.slice(0, -1), io), s, io, now, name);
      },
    ])) as Partial<M>;
