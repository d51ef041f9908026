/** A merge that is commutative and idempotent, and not associative. @module */

import type { StateCrdt } from "../../../../replication/crdt/crdt.ts";
import type { Write } from "../../../../replication/crdt/state/lww_register.ts";
import type { AnySubject } from "../subject.ts";
import { insteadOf } from "./wrong.ts";

/** A number which two replicas settle by meeting in the middle. */
const inTheMiddle: StateCrdt<number | null, Write, number | null> = {
  name: "LWW-register",
  init: () => null,
  update: (_state, _replica, { value }) => value as number,
  merge: (a, b) => a === null || b === null ? a ?? b : (a + b) / 2,
  below: (a, b) => a === null || a === b,
  value: (state) => state,
};

/** A register that takes the average of two states. */
export const average: AnySubject = insteadOf("LWW-register", inTheMiddle);
