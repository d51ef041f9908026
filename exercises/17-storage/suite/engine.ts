import text from "./engine.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { costs } from "./engine_costs.ts";
import { crashes, firstCrashes, moreCrashes } from "./engine_crashes.ts";
import type { Script } from "./engine_command.ts";
import { kills } from "./engine_kills.ts";
import { unreadable } from "./engine_reads.ts";
import { rotten } from "./engine_rot.ts";
import { follows } from "./engine_script.ts";
import { largeScripts, shorter, smallScripts } from "./engine_scripts.ts";

export const engine = task<Answers>(text, ({ engine }, grading) => {
  const follow = (scripts: Iterable<Script>) => {
    grading.busyWith(() => "lists of commands");
    grading.forAll(scripts, (each) => follows(engine, each, grading), shorter);
  };
  // What is tried first is told most easily, and soonest.
  follow(smallScripts());
  for (const seed of grading.seeds(1)) {
    grading.busyWith(() => "a crash, bytes that rot, and reads that fail");
    firstCrashes(engine, seed, grading);
    rotten(engine, seed, grading);
    unreadable(engine, grading);
  }
  follow(largeScripts(grading));
  for (const seed of grading.seeds(1)) {
    grading.busyWith(() => "what it costs");
    costs(engine, seed, grading);
    grading.busyWith(() => "crashes, and a program that is killed");
    kills(engine, seed, grading);
    crashes(engine, seed, grading);
    grading.busyWith(() => "two crashes, and a disk that fails");
    moreCrashes(engine, seed, grading);
  }
});
