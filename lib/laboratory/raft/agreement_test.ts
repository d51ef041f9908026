import { assertEquals } from "@std/assert";
import { Agreement } from "./agreement.ts";

const view = (...applied: string[]) => ({ term: 1, leads: false, applied, entries: 0 });

Deno.test("a command counts at every server that has applied it", () => {
  const agreement = new Agreement(3);
  agreement.see(0, view("a", "b"));
  agreement.see(1, view("a"));
  assertEquals(["a", "b", "c"].map((each) => agreement.count(each)), [2, 1, 0]);
  assertEquals(["a", "b", "c"].map((each) => agreement.place(each)), [0, 1, -1]);
  assertEquals(agreement.length, 2);
});

Deno.test("two servers that apply different commands at one place disagree", () => {
  const agreement = new Agreement(3);
  agreement.see(0, view("a", "b"));
  assertEquals(agreement.see(2, view("a", "c")), {
    words: "server 2 has applied c as its command 2, others b",
    nodes: [2, 0],
  });
});

Deno.test("a server that differs where nobody else has got to still differs from what it was", () => {
  const agreement = new Agreement(2);
  agreement.see(0, view("a", "b"));
  agreement.forget(0);
  assertEquals(agreement.see(0, view("a", "c"))?.nodes, [0]);
});

Deno.test("a snapshot replaces everything, and is compared as a whole", () => {
  const agreement = new Agreement(2);
  agreement.see(0, view("a", "b", "c", "d"));
  agreement.see(1, view("a"));
  assertEquals(agreement.see(1, view("x", "b", "c"))?.nodes, [1, 0]);
});

Deno.test("what a crashed server had applied does not count until it has applied it again", () => {
  const agreement = new Agreement(2);
  agreement.see(0, view("a", "b"));
  agreement.forget(0);
  assertEquals(agreement.count("a"), 0);
  agreement.see(0, view("a"));
  assertEquals([agreement.count("a"), agreement.count("b")], [1, 0]);
});
