/** The 28 scenarios, in the order in which a Raft is built. @module */

import { electionScenarios } from "./election.ts";
import { logScenarios } from "./log.ts";
import { persistenceScenarios } from "./persistence.ts";
import type { LabScenario } from "./scenario.ts";
import { snapshotScenarios } from "./snapshots.ts";

/** All scenarios of the laboratory. */
export const scenarios: readonly LabScenario[] = [
  ...electionScenarios,
  ...logScenarios,
  ...persistenceScenarios,
  ...snapshotScenarios,
];
