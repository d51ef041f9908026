import { assertEquals } from "@std/assert";
import { pressed } from "./screen.ts";

const shown = { lines: [], page: 12, mostScroll: 30 };

Deno.test("arrows move the text by a line, pages by what is seen but two lines", () => {
  const by = (key: string) => {
    const action = pressed(key, "part", shown);
    return action.kind === "scroll" ? action.by : 0;
  };
  assertEquals(["down", "up", "page down", " ", "page up"].map(by), [1, -1, 10, 10, -10]);
});

Deno.test("in the list arrows choose, and pages still move", () => {
  assertEquals(pressed("up", "list", shown), { kind: "key", key: "up" });
  assertEquals(pressed("page up", "list", shown), { kind: "scroll", by: -10, most: 30 });
});

Deno.test("every other key is what it is", () => {
  assertEquals(pressed("h", "part", shown), { kind: "key", key: "h" });
});
