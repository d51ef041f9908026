/** What is said of usual mistakes in exercise 11: what is told first leads to the mistake. */

import { assert, assertStringIncludes } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { mutantsOf } from "hb/grade/mutants.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Any, WholeReads } from "../../exercises/11-reads/given.ts";
import { suite } from "../../exercises/11-reads/suite.ts";
import { mutants } from "../../solutions/11-reads/mutants.ts";

const right = await answersIn(new URL("../../solutions/11-reads", import.meta.url).href, suite);
const all = mutantsOf(right, mutants);

/** A mistake: the part, the mutant, and what is said of it. */
const mistakes: readonly (readonly [part: string, name: string, said: readonly string[]])[] = [
  ["rounds", "joins", ["1. read ", "acknowledges round 1", "begun after it came"]],
  ["term", "no current-term commit", ["in term ", "must be: nothing", "of its own term"]],
  ["holder", "no drift bound", ["leaseMs", "On a clock that is too slow", "too fast is loyal for"]],
  ["holder", "from the answer", ["came: it may read", "must be: it may not read", "was sent"]],
  ["voter", "lease regresses on a term bump", ["it meets term", "came: it gives its vote"]],
  ["follower", "no new leader", ["takes server", "came: nothing", "must be: it asks server"]],
  ["pqr", "no rinse", ["up to slot", "came: it answers read", "must be: nothing"]],
  ["cover", "silent is over", ["to see who is silent", "came: it decides slot", "nothing"]],
  ["holding", "answer the previous value instead of holding", [
    "it accepts a write of ",
    "with nothing",
    "must be: nothing",
  ]],
  ["taking", "no guard", ["promise 1 after guard", "came: it takes promise 1"]],
  ["granting", "no drift bound", ["drift 0.", "must be: it sends promise 1"]],
  ["changing", "no bar", ["with bar", "came: it may answer", "must be: it may not answer"]],
  ["taking", "forgets it", [
    "wants the lease",
    "came: it takes promise 1",
    "taken that guard back",
  ]],
  ["changing", "the one that asks", ["the last lease of it ends", "must be: it adopts ballot 5"]],
  ["indexed", "index 0", ["with index 0", "must be: index 2", "how far the log was executed"]],
  ["indexed", "no round for others", [
    "of five servers",
    "must be: no answer",
    "sent after it came",
  ]],
  ["indexed", "asks nobody", ["in every order of events", "client 0: put x ", "the shortest"]],
  ["leased", "from the answer", ["all clocks show 150 ms", "was sent, at 0 ms"]],
  ["quorums", "no rinse", ["must be: no answer", "rinse"]],
];

for (const [name, mutant, said] of mistakes) {
  Deno.test(`part ${name}, where ${mutant}: it is said, and drawn`, () => {
    const part = suite.parts.find((each) => each.name === name)!;
    const { answers } = all.find((each) => each.part === name && each.name === mutant)!;
    const { words = "it is done", failure } = gradePart(part, answers);
    for (const each of said) assertStringIncludes(words, each);
    if (!words.startsWith("leaseMs")) assert(failure!.trace.at(-1)?.kind === "violation", words);
  });
}

/** What part 12 says of the reference where more is done with each read. */
function saidOf(more: (io: Any) => void): string {
  const indexed: WholeReads = {
    protocol(log, options) {
      const own = right.indexed.protocol(log, options);
      const read = (s: Any, message: Any, io: Any) => {
        (own.upon as Any).read(s, message, io);
        more(io);
      };
      return { ...own, upon: { ...own.upon, read } } as Any;
    },
  };
  const part = suite.parts.find(({ name }) => name === "indexed")!;
  return gradePart(part, { ...right, indexed }).words ?? "it is done";
}

Deno.test("what is thrown in a search is told as that, and not as a read that is stale", () => {
  const words = saidOf((io) => io.wait(10, { type: "again" }));
  assertStringIncludes(words, "in every order of events");
  assertStringIncludes(words, 'Cannot handle a timer of type "again"');
  assertStringIncludes(words, "must be: nothing is thrown");
  assert(!words.includes("takes effect"), words);
});
