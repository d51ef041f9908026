/** Correct answers to exercise 13 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import type { Answers } from "../../exercises/13-byzantine/answers.ts";
import { suite } from "../../exercises/13-byzantine/suite.ts";
import { broadcastWith } from "../../solutions/13-byzantine/broadcast.ts";
import { safetyWith } from "../../solutions/13-byzantine/safety.ts";
import { wholeWith } from "../../solutions/13-byzantine/whole.ts";
import * as hotstuff from "./byzantine_hotstuff_otherwise.ts";
import * as pieces from "./byzantine_pieces_otherwise.ts";
import { testStyles } from "./in_styles.ts";

const right = await answersIn(
  new URL("../../solutions/13-byzantine", import.meta.url).href,
  suite,
);

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...pieces, ...hotstuff },
  // No two blocks of one view are certified, and a loyal node echoes once; so these are right, too.
  "with rules that say the same": {
    safety: safetyWith({
      isSafe: (extendsLock, justified, locked) => extendsLock || justified >= locked,
    }),
    broadcast: broadcastWith({ counts: () => true }),
    whole: wholeWith({
      isSafe: (extendsLock, justified, locked) => extendsLock || justified >= locked,
      patience: (viewMs, failures) => viewMs * 1.5 ** Math.min(failures, 14),
    }),
  },
};

testStyles(suite, right, styles);
