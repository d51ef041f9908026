/** Why a node that keeps registers must do what it must: the one rule that it breaks. @module */

import type { Instead } from "hb/grade/played.ts";
import type { Event, Manner } from "./right_register.ts";

const ABD = "Attiya, Bar-Noy and Dolev 1995", MW = "Lynch and Shvartsman 1997";

const OVER =
  "a phase is over when enough nodes have answered it, and not before: more than half, where no R and W are given, each of " +
  `which counts once; what comes for it after that does nothing (${ABD}, section 4)`;
const ENOUGH =
  `a phase is over as soon as enough have answered it, this node among them or not, and not before (${ABD}, section 4)`;
const NAME =
  "each phase has a name of its own, which all of its messages bear: else what answers one would count for another";
const LATEST =
  "a read returns the latest version, by time and of equal times by the writer's number, of which the nodes that ended " +
  `its first phase told, and stores it as it is, under its own tag (${ABD}, section 4; ${MW}, section 3)`;
const TAG =
  "the time of a write is the least that is later than all that its first phase has heard of, and than all that this " +
  `node has given to a write of this register (${MW}, section 3)`;
const ONE = "the only writer knows the latest time: the next one is one more, in this register";
const ASKS = `who is not alone in writing asks first what the latest is (${MW}, section 3)`;
const ALL =
  "all nodes are asked and told, this one by a message, too: anybody may turn out to be slow";
const HOLDS =
  "a node tells what it holds, the latest that it has been told: by time, and of equal times by the writer's number " +
  `(${MW}, section 3); names, keys and values are told as they came`;
const ACK = "who is told to store something says that it holds it, or something later, in any case";
const AGAIN =
  "what has been waited for is sent once more, as it was, to all that have not answered, and waited for again";
const ENDED = "when a phase is over, it is waited for no more: `io.cancel` ends the wait";
const START = "a node that starts has nothing to go on with";
const SAVES =
  "a start, a version that is taken, and a tag that is made are each worth one record, and nothing else is any";
const FAST =
  "a read answers at once where its answers show that W nodes hold what it returns, and else tells those that are not " +
  "known to hold it, and no others";
const HOLDER =
  "a read does not tell a node to store what that has just told of: who answered with the latest version holds it, and " +
  "counts as if it had stored it";

/** The rule. */
export function whyRegister(
  { type }: Event,
  must: readonly string[],
  { came, due }: Instead,
  manner: Manner,
): string {
  const some = (part: string) => [...came, ...due].some((each) => each.includes(part));
  if (some("record")) return SAVES;
  switch (type) {
    case "write":
      return manner.writer === undefined
        ? (some("to store") ? ASKS : NAME)
        : some(" at ")
        ? ONE
        : ALL;
    case "read":
      return came.length > 0 && due.length > 0 ? NAME : ALL;
    case "query":
      return HOLDS;
    case "store":
    case "own":
      return type === "own" && some("holds") ? HOLDS : ACK;
    case "again":
      return AGAIN;
    case "ended":
      return ENDED;
    case "crash":
      return START;
    case "stored":
      return due.length === 0 ? OVER : came.length === 0 ? ENOUGH : LATEST;
    case "latest": {
      if (must.length === 0) return OVER;
      if (came.length === 0 && due.length === must.length) return ENOUGH;
      if (came.length === 0 && !manner.isFast) return some("to store") ? ALL : ENOUGH;
      if (manner.isFast && due.length === 0 && some("to store")) return HOLDER;
      if (manner.isFast && (some("answers") || came.length === 0 || due.length !== came.length)) {
        return FAST;
      }
      const [one, other] = [came, due].map((all) =>
        all.map((each) => each.replace(/ \(.*/, "")).join()
      );
      if (one === other) return NAME;
      return due.some((each) => each.includes(` at `) && each.includes(`.${manner.self} `))
        ? TAG
        : LATEST;
    }
  }
}
