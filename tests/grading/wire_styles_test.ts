/** Correct answers to exercise 18 in other styles than the solution's. */

import { answersIn } from "hb/grade/answers.ts";
import type { Answers } from "../../exercises/18-wire/answers.ts";
import type { Connecting, Pool, PoolIo, StreamId } from "../../exercises/18-wire/given.ts";
import { suite } from "../../exercises/18-wire/suite.ts";
import { library } from "../../exercises/18-wire/suite/library.ts";
import { Link, parts } from "../../solutions/18-wire/connection.ts";
import { stepsOf } from "../../solutions/18-wire/mutants/steps.ts";
import { pool } from "../../solutions/18-wire/pool.ts";
import { testStyles } from "./in_styles.ts";
import * as otherwise from "./wire_otherwise.ts";
import { connection as inOnePiece } from "./wire_whole_otherwise.ts";

const right = await answersIn(new URL("../../solutions/18-wire", import.meta.url).href, suite);

/** What is reset before anything of it was said is never spoken of. */
class Discreet extends Link {
  override reset(stream: StreamId): void {
    const { frames } = this.notices;
    const at = frames.findIndex((each) => each.type === "open" && each.stream === stream);
    super.reset(stream);
    if (at < 0) return;
    frames.splice(at, 1);
    frames.pop();
  }
}

/** It grants sooner, keeps frames in pieces, and says nothing that is of no use. */
const discreet: Connecting = {
  begin: (rules, now) =>
    new Discreet(rules, now, {
      ...parts,
      frames: otherwise.frames as never,
      receiving: otherwise.receiving,
    }),
};

/** Of connections that were used last at the same time it lends the one that the solution would not. */
const turned: Pool = {
  ...pool,
  ...stepsOf<Pool, PoolIo, "ask" | "dialled" | "release">(pool, ["ask", "dialled", "release"])(
    (step, { connections }, io) => {
      const all = [...connections].reverse();
      connections.clear();
      for (const [connection, each] of all) connections.set(connection, each);
      step(io);
    },
  ),
};

const styles: Readonly<Record<string, Partial<Answers>>> = {
  "built otherwise": otherwise,
  "the book's": { connection: library },
  "discreet": { connection: discreet },
  "turned round": { pool: turned },
  "in one piece": { connection: inOnePiece },
};

testStyles(suite, right, styles);
