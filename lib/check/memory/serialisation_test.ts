import { assertEquals } from "@std/assert";
import { level } from "../levels.ts";
import { history } from "./history_test.ts";

Deno.test("a view is looked for until nothing more follows: one round of reads is not enough", () => {
  const text = '11 w "0" 1, 11 r "" -, 11 r "" -1, 11 r "0" 1, 2 w "" 0.5, 2 w "0" 11, 2 w "" -1';
  assertEquals(level("PRAM").check(history(text)).verdict, "violation");
});
