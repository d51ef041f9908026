/** Correct answers to exercise 14 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import { suite } from "../../exercises/14-placement/suite.ts";
import type { Answers } from "../../exercises/14-placement/answers.ts";
import { leastConnections } from "hb/placement/balance/loads/least_connections.ts";
import { leastResponseTime } from "hb/placement/balance/loads/least_response_time.ts";
import { powerOfChoices } from "hb/placement/balance/loads/power_of_choices.ts";
import { rendezvous } from "hb/placement/rendezvous/rendezvous.ts";
import { ring } from "hb/placement/ring/ring.ts";
import { testStyles } from "./in_styles.ts";
import { loads } from "./placement_loads_otherwise.ts";
import { rings } from "./placement_rings_otherwise.ts";
import { scores } from "./placement_scores_otherwise.ts";
import { turns } from "./placement_turns_otherwise.ts";

const right = await answersIn(new URL("../../solutions/14-placement", import.meta.url).href, suite);

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...rings[0], ...scores[0], ...turns[0], ...loads[0] },
  "by other means": { ...rings[1], ...scores[1], ...turns[1], ...loads[1] },
  "a ring of the book's, and least connections": {
    placing: { make: (members, hashing) => ring(members, { hashing }) },
    balancing: { begin: (draws) => leastConnections(draws, { counts: "both" }) },
  },
  "rendezvous of the book's, and two choices": {
    placing: { make: (members, hashing) => rendezvous(members, { hashing }) },
    balancing: { begin: (draws) => powerOfChoices(draws) },
  },
  "a ring of more points, and least response time": {
    placing: { make: (members, hashing) => ring(members, { hashing, points: 160 }) },
    balancing: { begin: (draws) => leastResponseTime(draws) },
  },
};

testStyles(suite, right, styles);
