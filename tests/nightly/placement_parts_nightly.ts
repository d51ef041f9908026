/** The last part of exercise 14 on more seeds: what is right is not called wrong, whatever its policy. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Draws } from "hb/placement/balance/balancer.ts";
import { leastConnections } from "hb/placement/balance/loads/least_connections.ts";
import { leastResponseTime } from "hb/placement/balance/loads/least_response_time.ts";
import { powerOfChoices } from "hb/placement/balance/loads/power_of_choices.ts";
import type { Balancing } from "../../exercises/14-placement/given.ts";
import { suite } from "../../exercises/14-placement/suite.ts";

const solved = await answersIn(
  new URL("../../solutions/14-placement", import.meta.url).href,
  suite,
);

const policies: Readonly<Record<string, Balancing>> = {
  "the solution": solved.balancing,
  "least connections": { begin: (draws: Draws) => leastConnections(draws) },
  "least connections with news": {
    begin: (draws: Draws) => leastConnections(draws, { counts: "both" }),
  },
  "two choices": { begin: (draws: Draws) => powerOfChoices(draws) },
  "three choices": { begin: (draws: Draws) => powerOfChoices(draws, { choices: 3 }) },
  "least response time": { begin: (draws: Draws) => leastResponseTime(draws) },
};

const part = suite.parts.find(({ name }) => name === "balancing")!;

for (const [name, balancing] of Object.entries(policies)) {
  Deno.test(`${name} keeps its promises on seeds that nobody has chosen`, () => {
    const { standing, words } = gradePart(part, { ...solved, balancing }, {
      seeds: 200,
      seedBase: 2000,
    });
    assertEquals(standing, "done", words);
  });
}
