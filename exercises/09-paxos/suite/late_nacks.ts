/** A no to a ballot of long ago. @module */

import type { Grading } from "hb/grade/part.ts";
import { directed } from "./directing.ts";
import { label } from "./node.ts";
import type { Subject } from "./subject.ts";

/**
 * A server that was down stands in a low ballot; one of the others says at once that a higher one is promised, and the leader
 * says so too, but slowly. The server stands above that, and leads. Then the second no arrives, to a ballot that is over.
 */
export function lateNacks(paxos: Subject, grading: Grading): void {
  directed(paxos, grading, { nodes: 3, runs: 4 }, (stage, run) => {
    const { view, leads, cut, until, pass, mend } = stage;
    const x = run % 3, others = [0, 1, 2].filter((node) => node !== x);
    stage.crash(x, 4000);
    // Alone, each of the others stands again and again, so that the round is high when one of them leads.
    const apart = cut([others[0]!], [others[1]!]);
    pass(2500);
    mend(apart);
    if (!until(1400, () => others.some(leads))) return;
    const y = others.find(leads)!, deaf = cut([y], [x], true);
    const isUp = () => stage.world.states[x] !== undefined;
    if (!until(4000, isUp)) return;
    const slow = stage.slow(y, x, 1800);
    mend(deaf);
    if (!until(3000, () => isUp() && leads(x))) return;
    mend(slow);
    const before = label(view(x).leads!);
    pass(2200);
    const leading = view(x).leads,
      now = leading === null ? "leads no more" : `leads in ${label(leading)}`;
    stage.require(
      "a leader stays",
      "a leader that all can hear goes on to lead",
      now === `leads in ${before}`,
      () =>
        `server ${x} led in ballot ${before}, and ${now} after it has heard that an earlier ballot of its own was refused`,
    );
  });
}
