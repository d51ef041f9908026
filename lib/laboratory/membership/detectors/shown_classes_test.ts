import { assertEquals } from "@std/assert";
import { inTimeClasses, shownClasses } from "./shown_classes.ts";

Deno.test("the same heartbeats are P, ◇P or nothing, as the world has it; a ring is weaker, and gossip makes up for it", () => {
  const strongest = shownClasses().map(({ classes }) => classes[0] ?? "none");
  assertEquals(strongest.slice(0, 4), ["P", "P", "Q", "P"]);
  assertEquals(strongest.slice(4, 8), ["◇P", "◇P", "◇Q", "◇P"]);
  assertEquals(strongest.slice(8).some((name) => name === "P" || name === "◇P"), false);
});

Deno.test("a timeout must be longer than a period and the bound together: longer than the bound is not enough", () => {
  assertEquals(inTimeClasses(60), []);
  assertEquals(inTimeClasses(120), []);
  assertEquals(inTimeClasses(151)[0], "P");
});
