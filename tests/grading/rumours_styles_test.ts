/** Correct answers to exercise 05 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import type { Answers } from "../../exercises/05-rumours/answers.ts";
import { suite } from "../../exercises/05-rumours/suite.ts";
import type { Any, Tree } from "../../exercises/05-rumours/given.ts";
import { over } from "../../solutions/05-rumours/broadcast.ts";
import { tree } from "../../solutions/05-rumours/tree.ts";
import { testStyles } from "./in_styles.ts";
import * as otherwise from "./rumours_otherwise.ts";
import * as trees from "./rumours_trees_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/05-rumours", import.meta.url).href,
  suite,
);

/** The reference, which prunes whoever brings a duplicate, but not who brought the last that was new. */
const sparing: Tree = {
  ...tree,
  upon(s: Any, from, message, io) {
    if (message.type === "gossip") {
      const isNew = !s.here.has(message.id);
      if (!isNew && s.parent === from) return;
      if (isNew) s.parent = from;
    }
    tree.upon(s, from, message, io);
  },
};
const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": { ...otherwise, ...trees },
  "sparing its parent": { broadcast: { protocol: (rules) => over(sparing, rules) } },
};

testStyles(suite, right, styles);
