/** Bugs of registers. @module */

import type {
  Any,
  Name,
  Register,
  Registers,
  Value,
} from "../../../exercises/08-convergence/given.ts";
import { registers } from "../registers.ts";

const { last, multi } = registers;

const inLast = (change: Partial<Register<Any>>): Partial<Registers> => ({
  last: { ...last, ...change },
});
const inMulti = (change: Partial<Register<Any>>): Partial<Registers> => ({
  multi: { ...multi, ...change },
});

/** Merged by what is later in another way. */
const later = (isLater: (a: Any, b: Any) => boolean) =>
  inLast({ merge: (a, b) => a !== null && (b === null || isLater(a, b)) ? a : b });

const timed = (time: (s: Any, now: number) => number) =>
  inLast({ write: (s, name, value, now) => ({ value, time: time(s, now), name }) });

/** Merged siblings, of which some are left out or put in. */
const siblings = (change: (merged: Any, a: Any, b: Any) => Any[]) =>
  inMulti({
    merge(a, b) {
      const merged = multi.merge(a, b);
      return { ...merged, siblings: change(merged, a, b) };
    },
  });

const sameDot = (a: Any) => (b: Any) => a.name === b.name && a.count === b.count;
const unique = (all: Any[]) => all.filter((each, i) => all.findIndex(sameDot(each)) === i);

export const mutants: Readonly<Record<string, Partial<Registers>>> = {
  "ties here: of two writes at one time the one that is here wins": later((a, b) =>
    a.time >= b.time
  ),
  "ties there: of two writes at one time the one that is heard wins": later((a, b) =>
    a.time > b.time
  ),
  "least name: of two at one time the lesser name wins": later((a, b) =>
    a.time === b.time ? a.name < b.name : a.time > b.time
  ),
  "by length: of two at one time the longer name wins": later((a, b) =>
    a.time === b.time
      ? a.name.length === b.name.length ? a.name > b.name : a.name.length > b.name.length
      : a.time > b.time
  ),
  "numbers: names that look like numbers are compared as such": later((a, b) =>
    a.time === b.time
      ? (isNaN(+a.name) || isNaN(+b.name) ? a.name > b.name : +a.name > +b.name)
      : a.time > b.time
  ),
  "any case: names are compared without regard to case": later((a, b) =>
    a.time === b.time ? a.name.toLowerCase() > b.name.toLowerCase() : a.time > b.time
  ),
  "by value: of two at one time the greater value wins": later((a, b) =>
    a.time === b.time ? `${a.value}` > `${b.value}` : a.time > b.time
  ),
  "as texts: times are compared as texts": later((a, b) =>
    a.time === b.time ? a.name > b.name : `${a.time}` > `${b.time}`
  ),
  "first: the first writer wins": later((a, b) =>
    a.time === b.time ? a.name > b.name : a.time < b.time
  ),
  "name first: the greater name wins, whatever the time": later((a, b) =>
    a.name === b.name ? a.time > b.time : a.name > b.name
  ),
  "clock: a write has the time that the clock shows": timed((_s, now) => now),
  "not beyond: a write may have the time of the one that it replaces": timed((s, now) =>
    Math.max(now, s?.time ?? now)
  ),
  "counts: times are counted, and clocks not looked at": timed((s) => (s?.time ?? 0) + 1),
  "no empty: what counts for nothing does not replace anything": inLast({
    merge: (a: Any, b: Any) => a?.value && (!b?.value || last.merge(a, b) === a) ? a : b ?? a,
  }),
  "null: a null is read as if nobody had written": inLast({
    read: (s: Any) => s?.value ?? undefined,
  }),
  "history: all writes are kept": inLast({
    write: (s, name, value, now) => ({
      ...last.write(s, name, value, now) as Any,
      before: [...s?.before ?? [], value],
    }),
  }),
  "not gone: what one has and the other knows to be replaced stays": siblings((_, a, b) =>
    unique([...a.siblings, ...b.siblings])
  ),
  "comes back: what is replaced here comes back from an older copy": siblings((merged, _, b) =>
    unique([...merged.siblings, ...b.siblings])
  ),
  "one clock: whoever has seen more writes wins": siblings((merged, a, b) => {
    const sum = (s: Any) => [...s.known.values()].reduce((all, n) => all + n, 0);
    return sum(a) > sum(b) ? a.siblings : sum(b) > sum(a) ? b.siblings : merged.siblings;
  }),
  "one each: of a copy with more of its own the other's values go": siblings((merged, a, b) =>
    [...b.known].some(([name, count]) => count > (a.known.get(name) ?? 0)) &&
      a.siblings.length > 1
      ? b.siblings
      : merged.siblings
  ),
  "alike: concurrent writes of one value are one": siblings(({ siblings }) =>
    siblings.filter((each: Any, i: number) =>
      siblings.findIndex(({ value }: Any) => value === each.value) === i
    )
  ),
  'look alike: concurrent writes of 1 and "1" are one': siblings(({ siblings }) =>
    siblings.filter((each: Any, i: number) =>
      siblings.findIndex(({ value, name }: Any) =>
        `${value}` === `${each.value}` && (name === each.name || value !== each.value)
      ) === i
    )
  ),
  "two: two concurrent values are kept": siblings(({ siblings }) => siblings.slice(0, 2)),
  "thirty: thirty concurrent values are kept": siblings(({ siblings }) => siblings.slice(0, 30)),
  "twice: what both have is there twice": siblings((merged, a, b) => [
    ...merged.siblings,
    ...a.siblings.filter((each: Any) => b.siblings.some(sameDot(each))),
  ]),
  "own only: a write replaces what its own writer wrote": inMulti({
    write(s: Any, name: Name, value: Value, now: number) {
      const after: Any = multi.write(s, name, value, now);
      return {
        ...after,
        siblings: [...s.siblings.filter((each: Any) => each.name !== name), ...after.siblings],
      };
    },
  }),
  "count of values: a write's number is how many values are there": inMulti({
    write(s: Any, name: Name, value: Value) {
      const count = s.siblings.length + 1;
      return {
        siblings: [{ name, count, value }],
        known: new Map(s.known).set(name, Math.max(count, s.known.get(name) ?? 0)),
      };
    },
  }),
  "no dot: values are known by what they are": inMulti({
    merge: (a: Any, b: Any) => {
      const merged: Any = multi.merge(a, b);
      const both = b.siblings.filter((each: Any) =>
        a.siblings.some(({ value }: Any) => value === each.value)
      );
      return { ...merged, siblings: unique([...merged.siblings, ...both]) };
    },
  }),
  "knows its own: what others have replaced is not learned": inMulti({
    merge: (a: Any, b: Any) => ({ ...multi.merge(a, b) as Any, known: a.known }),
  }),
  "all dots: every write is remembered by its dot": inMulti({
    write: (s: Any, name: Name, value: Value, now: number) => ({
      ...multi.write(s, name, value, now) as Any,
      log: [...s.log ?? [], [name, value]],
    }),
    merge: (a: Any, b: Any) => ({ ...multi.merge(a, b) as Any, log: a.log ?? [] }),
  }),
  "in place: a write changes the register that it is given": inMulti({
    write(s: Any, name: Name, value: Value, now: number) {
      return Object.assign(s, multi.write(s, name, value, now));
    },
  }),
  "32 bits: what a clock shows has 32 bits": inLast({
    write: (s, name, value, now) => last.write(s, name, value, now | 0),
  }),
  "from zero: no write is before 0": timed((s, now) => Math.max(now, (s?.time ?? -1) + 1)),
  "ten digits: times are compared as texts of ten digits": later((a, b) => {
    const [one, two] = [a, b].map(({ time }) => `${time}`.padStart(10, "0"));
    return one === two ? a.name > b.name : one! > two!;
  }),
};
