/** The exercises of chapter 10 while they are half done: what is missing is missing, and nothing is wrong. */

import { assertEquals } from "@std/assert";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/10-raft/answers.ts";
import { suite } from "../../exercises/10-raft/suite.ts";
import { situations } from "hb/laboratory/raft/situations.ts";
import { careful } from "hb/laboratory/raft/trials.ts";
import { mutants } from "../../solutions/10-raft/mutants.ts";
import { assertWhole, exerciseOf } from "./half_done.ts";

const { stubs, solved } = await exerciseOf(suite);

/** The parts that end a stage, and run everything that is there by then. */
const ends = ["candidate", "clients", "restart", "behind", "members"];
/** The whole of Raft, which has nothing to do with the parts before. */
const whole = ["leads", "agrees", "remembers", "compacts", "holds"];

function standing(name: string, answers: Answers): string {
  return gradePart(suite.parts.find((part) => part.name === name)!, answers).standing;
}

Deno.test("a stage whose answers are not all there is not done yet, whichever is missing", () => {
  const seeds = { seeds: 1 };
  for (const { name, number } of suite.parts.filter(({ name }) => !whole.includes(name))) {
    const answers: Answers = { ...solved, [name]: stubs[name as keyof Answers] };
    const end = suite.parts.find((part) => part.number >= number && ends.includes(part.name))!;
    const result = gradePart(end, answers, seeds);
    assertEquals(result.standing, "not done yet", `${end.name} without ${name}: ${result.words}`);
  }
});

Deno.test("what does not end a stage can be done alone", () => {
  for (const { name } of suite.parts) {
    if (ends.includes(name) || whole.includes(name)) continue;
    assertEquals(standing(name, { ...stubs, [name]: solved[name as keyof Answers] }), "done", name);
  }
});

Deno.test("given.ts shows every field of the state, of a follower's progress, and of messages between servers", async () => {
  const url = new URL("../../exercises/10-raft/given.ts", import.meta.url);
  const shown = new Set((await Deno.readTextFile(url)).match(/[a-zA-Z]+/g));
  const found = [true, false].flatMap((preVote) =>
    situations({ ...careful, preVote, snapshotEvery: 2 }, [
      "requestVote",
      "requestVoteReply",
      "appendEntries",
      "appendEntriesReply",
      "installSnapshot",
      "request",
    ], { runs: 3, most: 40 })
  );
  // What only the book's leader keeps: how it sends ahead, in chunks, and what it does about a loss.
  const others = ["inflight", "inflightBytes", "offset", "since", "matchedIn", "loss"];
  const names = new Set(found.flatMap(({ s, event }) => [
    ...Object.keys(s),
    ...Object.keys(s.leading ?? {}),
    ...[...s.leading?.progress.values() ?? []].flatMap((each) => Object.keys(each)),
    ...(event.kind === "message" ? Object.keys(event.message) : []),
  ]));
  assertEquals([...names].filter((name) => !shown.has(name) && !others.includes(name)), []);
});

Deno.test("every part is broken by a mutant, and points add up to 100", () => {
  assertWhole(suite, mutants);
});
