import { assertEquals } from "@std/assert";
import { helps } from "./help.ts";

Deno.test("help is asked for by either option, and not by a word behind two dashes", () => {
  const printed: string[] = [];
  const { log } = console;
  console.log = (text: string) => void printed.push(text);
  try {
    assertEquals(
      [["x", "--help"], ["-h"], ["--", "--help"], ["help"], []].map((args) => helps(args, "text")),
      [true, true, false, false, false],
    );
  } finally {
    console.log = log;
  }
  assertEquals(printed, ["text", "text"]);
});
