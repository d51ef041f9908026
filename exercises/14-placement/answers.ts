/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Balancing,
  Bounded,
  Choices,
  Jumps,
  Lookup,
  Maglev,
  Placing,
  Rendezvous,
  Replicas,
  ResponseTime,
  Rings,
  Smooth,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly lookup: Lookup;
  readonly ring: Rings;
  readonly replicas: Replicas;
  readonly rendezvous: Rendezvous;
  readonly jump: Jumps;
  readonly maglev: Maglev;
  readonly bounded: Bounded;
  readonly smooth: Smooth;
  readonly choices: Choices;
  readonly latency: ResponseTime;
  readonly placing: Placing;
  readonly balancing: Balancing;
}
