import { assertEquals, assertThrows } from "@std/assert";
import { instanceInWords } from "../../notebook/epaxos.ts";
import { stories } from "./stories.ts";
import { told } from "./story.ts";

const first = { replica: 0, slot: 1 };

Deno.test("a story stops where its last line stops", () => {
  const asked = [[0, "x←1"]] as const;
  const moments = ["ask 0", "preAccept 0.1: 0→2", "preAcceptReply 0.1: 2→0"];
  const known = (count: number) =>
    told({ asked, moments: moments.slice(0, count) }).states.map((s) => instanceInWords(s, first));
  assertEquals(known(0), ["0.1: nothing", "0.1: nothing", "0.1: nothing"]);
  assertEquals(known(2), [
    "0.1 pre-accepted: x←1 after – #1",
    "0.1: nothing",
    "0.1 pre-accepted: x←1 after – #1",
  ]);
  assertEquals(known(3)[0], "0.1 committed: x←1 after – #1");
});

Deno.test("every event of a story is one millisecond of its trace", () => {
  const { trace } = told(stories["one variable for two ballots"]);
  assertEquals(trace.at(-1)!.at, stories["one variable for two ballots"].moments.length);
});

Deno.test("what cannot happen is refused, and so is what means nothing", () => {
  const asked = [[0, "x←1"]] as const;
  const play = (moment: string) => () => told({ asked, moments: [moment] });
  assertThrows(
    play("preAccept 0.1: 0→1"),
    RangeError,
    'able to happen: given "preAccept 0.1: 0→1"',
  );
  assertThrows(play("retry 0.1 at 1"), RangeError, "able to happen");
  assertThrows(play("wait"), RangeError, 'must be like "ask 0"');
  assertThrows(() => told({ asked: [[0, "x=1"]], moments: [] }), RangeError, 'given "x=1"');
});
