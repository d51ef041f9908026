/** Transactions of any model: on lists, on registers or on tables. @module */

import type { Operation } from "../../model/history.ts";
import type { TableStep } from "./table.ts";
import type { Step } from "./transaction.ts";

/** A micro-operation of any model. */
export type AnyStep = Step | TableStep;

/** A transaction of any model. */
export type AnyTransaction<S extends AnyStep = AnyStep> = Operation<readonly S[], readonly S[]>;
