/** Correct answers to exercise 15 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import type { Answers } from "../../exercises/15-multiraft/answers.ts";
import { suite } from "../../exercises/15-multiraft/suite.ts";
import { testStyles } from "./in_styles.ts";
import * as otherwise from "./multiraft_otherwise.ts";
import { store } from "./multiraft_store_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/15-multiraft", import.meta.url).href,
  suite,
);
const { operate, merge, retry, sleep, replace } = right;

/** Records as classes are, whose functions need `this`. */
class OfClass<M extends object> {
  readonly machine: M;

  constructor(machine: M) {
    this.machine = machine;
    for (const name of Object.keys(machine) as (keyof M & string)[]) {
      Object.defineProperty(this, name, {
        value(this: OfClass<M>, ...given: unknown[]) {
          return (this.machine[name] as (...given: unknown[]) => unknown)(...given);
        },
      });
    }
  }
}

const ofClass = <M extends object>(machine: M): M => new OfClass(machine) as unknown as M;

/** What is given is never changed: a new state, and then it takes the place of the old one. */
const byCopies: Partial<Answers> = {
  operate(s, command) {
    const copy = structuredClone(s), answer = operate(copy, command);
    Object.assign(s, copy);
    return answer;
  },
  merge: {
    ...merge,
    absorb(s, source) {
      const copy = structuredClone(s), answer = merge.absorb(copy, structuredClone(source));
      Object.assign(s, copy);
      return answer;
    },
  },
};

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...otherwise, store },
  "by copies": byCopies,
  "timid": { balance: otherwise.timid },
  "as classes": {
    retry: ofClass(retry),
    sleep: ofClass(sleep),
    replace: ofClass(replace),
    merge: ofClass(merge),
    store: ofClass(right.store),
  },
};

testStyles(suite, right, styles);
