import { assert, assertEquals } from "@std/assert";
import { isMistake, type Mistake, mistakes, rulesWith } from "./mistakes.ts";
import { rules } from "../../consensus/raft/rules.ts";
import { play } from "./play.ts";
import { newSession, type Session, type TimedAct, usualSettings } from "./session.ts";

Deno.test("no mistake leaves the rules as they are", () => {
  assertEquals(rulesWith(null), rules);
  assert(isMistake("half") && !isMistake("toString") && !isMistake(""));
});
