import { assert, assertEquals, assertThrows } from "@std/assert";
import { withContents } from "./contents.ts";

const place =
  "before\n\n<!-- contents: deno run -A tools/readme.ts -->\n\n<!-- end of contents -->\nafter\n";
const written = [
  { slug: "01-replay", exercise: { title: "The office", parts: 8, points: 100 } },
  { slug: "10-raft" },
];

Deno.test("what is written has a line each with its exercise, and the rest is called planned", () => {
  const text = withContents(place, written);
  assert(text.startsWith("before\n") && text.endsWith("<!-- end of contents -->\nafter\n"));
  assert(text.includes("2 of 26 chapters are written"));
  assert(text.includes("[The office](exercises/01-replay/README.md): 8 parts, 100 points"));
  assert(/\[10 Raft\]\(chapters\/10-raft\.ipynb\).*\| none yet/.test(text));
  const planned = text.slice(text.indexOf("The others are planned"));
  assert(planned.includes("09 Paxos · 11 Reading without writing"));
  assert(!planned.includes("10 Raft") && planned.includes("26 Everywhere"));
});

Deno.test("what somebody wrote of a chapter stays, and writing twice changes nothing", () => {
  const once = withContents(place, written);
  assertEquals(withContents(once, written), once);
  const told = once.replace("elections, logs, snapshots,", "all that it takes:");
  assert(told !== once && withContents(told, written).includes("all that it takes:"));
});

Deno.test("a README without a place for it is refused", () => {
  assertThrows(() => withContents("nothing", written), Error, "must have a place");
});
