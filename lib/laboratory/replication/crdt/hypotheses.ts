/** A merge without one of the laws of a join, and two replicas that have seen the same and differ. @module */

import { guaranteeOf } from "../../conformance/guarantee.ts";
import { laws } from "./laws.ts";
import type { AnySubject } from "./subject.ts";
import { average } from "./wrong/average.ts";
import { values } from "./wrong/values.ts";

/** What a merge must be: the laws of a join. */
export type Hypothesis = "commutative" | "associative" | "idempotent";

/** A merge that is all but one of these, and what comes of it. */
export interface Without {
  /** What the merge is not. */
  readonly hypothesis: Hypothesis;
  /** Which of the three its type breaks, by the laws. */
  readonly breaks: readonly Hypothesis[];
  /** The state of a replica. */
  readonly one: string;
  /** The state of a replica that has seen the same. */
  readonly other: string;
}

const types: Readonly<Record<Hypothesis, AnySubject>> = {
  commutative: values["ties are not broken"]!.subject,
  associative: average,
  idempotent: values["counters are added"]!.subject,
};

/** The three, each by a type that lacks it and has the other two. */
export function withoutOne(): readonly Without[] {
  const alike = guaranteeOf(laws, "who has seen the same is the same");
  const all = Object.keys(types) as Hypothesis[];
  return all.map((hypothesis) => {
    const type = types[hypothesis];
    const breaks = all.filter((each) =>
      guaranteeOf(laws, `merge is ${each}`).breach(type) !== undefined
    );
    const [one = "", other = ""] = alike.breach(type)?.split("differ: ")[1]?.split("; ") ?? [];
    return { hypothesis, breaks, one, other };
  });
}
