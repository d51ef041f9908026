import { assertEquals, assertThrows } from "@std/assert";
import { circlesOf, graphOf } from "./circles.ts";
import { checkpointInACircle, everDecided, missedAllOfIt } from "./forgetting.ts";
import { told } from "./story.ts";

const circle = told(checkpointInACircle);

Deno.test("a write in a circle with the checkpoint is forgotten with it, at all replicas alike", () => {
  const all = graphOf(everDecided(circle.trace, 3));
  assertEquals([...all.keys()].sort(), ["0.1", "0.2", "1.1", "2.1"]);
  assertEquals(circlesOf(all).map((each) => each.map(({ instance }) => instance).sort()), [[
    "0.2",
    "2.1",
  ]]);
  for (const { snapshot, executed } of circle.states) {
    assertEquals([snapshot.number, executed.size], [1, 0]);
    assertEquals(snapshot.through, [2, 1, 1]);
    assertEquals(snapshot.beyond, []);
  }
});

Deno.test("what is asked after that comes after all that is forgotten, whatever it touches", () => {
  const found = [[1, 2], [2, 2]].map(([replica, slot]) =>
    circle.states[replica!]!.rows[replica!]!.get(slot!)!.proposal!.dependencies
  );
  assertEquals(found, [[2, 1, 1], [2, 1, 1]]);
});

Deno.test("who has missed what is forgotten gets the snapshot, and goes on from there", () => {
  const late = told(missedAllOfIt).states.map(({ snapshot, executed, machine }) => (
    { number: snapshot.number, executed: [...executed.keys()], machine }
  ));
  assertEquals(late[2], late[1]);
  assertEquals(late[2]!.executed, ["1.2"]);
  const before = told({ ...missedAllOfIt, moments: missedAllOfIt.moments.slice(0, -1) });
  assertEquals(before.states[2]!.executed.size, 0);
});

Deno.test("what was decided must be of one of the replicas", () => {
  assertThrows(() => everDecided(circle.trace, 0), RangeError, "a replica or more: given 0");
  assertThrows(() => everDecided(circle.trace, 2), RangeError, "one of 2 replicas: given 2.1");
});
