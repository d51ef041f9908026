import text from "./failures.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { type Kind, Line, serversIn } from "./chain_stage.ts";
import { rememberNothing } from "./chain_memory.ts";
import { type Code, drawnCases, mostOf, playStages } from "./stage.ts";
import { holds } from "./words.ts";

const WHY: Readonly<Record<string, string>> = {
  configure:
    "a chain counts if its epoch is higher; queries that wait are let be; who has another " +
    "predecessor tells it how much it has, but for the first chain; who becomes the tail answers the " +
    "clients of all that is in Sent, and acknowledges what it has (van Renesse and Schneider 2004, " +
    "section 3)",
  confirmed:
    "the tail answers the queries whose round, or a later one, is confirmed, with what is " +
    "stored by now",
  ask: "who is asked looks at its own chain: the head does updates, the tail queries, when the " +
    "masters have confirmed that it is the tail; others hand them on; who knows of no chain lets them be; " +
    "an update that comes again is answered by the head if the tail has it, and not done again",
  request:
    "who is handed a request does it if it is its own in the epoch of the message, and else lets it be",
  updates:
    "in its own epoch a server takes from its predecessor what comes next, without a gap and nothing " +
    "twice, hands it on, and keeps it in Sent; the tail answers, and acknowledges in any case; others " +
    "say what is decided when nothing was new",
  acknowledge:
    "in its own epoch, what the tail has is struck from Sent, and word of it goes up the chain if " +
    "it is news",
  resume:
    "in its own epoch, the successor gets what it lacks: all of it, in messages that are not too long, " +
    "and one at least (section 3, failure of other servers)",
  again: "who has something in Sent sends the oldest of it to its successor, no more than fits",
};
const kind: Kind = { looks: { store: holds }, why: WHY };

export const failures = task<Answers>(text, ({ failures }, grading) => {
  const cases = drawnCases(grading, "failures", 280, [3, 2, 4, 1, 5, 7], {
    ask: 8,
    repeat: 3,
    remove: 1,
    configure: 9,
    confirm: 4,
    next: 20,
    any: 6,
    twice: 4,
    lose: 3,
    stray: 1,
    again: 4,
  }, {
    longest: 110,
    begins: "configure configure configure configure ask ask next next ask",
    over: "ask confirm next next next next configure",
  });
  playStages(
    {
      words: serversIn,
      stage: (given) => new Line(given, kind),
      code: failures as unknown as Code,
      startWith: (given, node) => [node, mostOf(given)],
      looks: kind.looks,
    },
    cases,
    grading,
    () => {
      rememberNothing(failures, grading);
    },
  );
});
