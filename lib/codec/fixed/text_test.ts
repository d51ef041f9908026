import { assertEquals, assertThrows } from "@std/assert";
import { MalformedBytes } from "../malformed.ts";
import { checkText, readText } from "./text.ts";

Deno.test("every single byte from 128 on is no text, whether it stands in a short text or a long one", () => {
  for (const before of [0, 1, 40]) {
    for (let byte = 128; byte < 256; byte++) {
      const bytes = new Uint8Array(before + 2).fill(97).with(before, byte);
      assertThrows(() => readText(bytes, 0, bytes.length), MalformedBytes, "UTF-8", `${byte}`);
      assertThrows(
        () => checkText(bytes, 0, bytes.length, 100),
        MalformedBytes,
        "UTF-8",
        `${byte}`,
      );
    }
  }
});

Deno.test("a text is as long as its units are many, however many bytes they have", () => {
  for (const [letter, units] of [["a", 1], ["é", 1], ["€", 1], ["𝄞", 2]] as const) {
    for (const count of [1, 3, 20]) {
      const text = letter.repeat(count), bytes = new TextEncoder().encode(text);
      assertEquals(readText(bytes, 0, bytes.length), text);
      checkText(bytes, 0, bytes.length, units * count);
      const short = () => checkText(bytes, 0, bytes.length, units * count - 1);
      assertThrows(short, MalformedBytes, `at most ${units * count - 1} units`);
    }
  }
});
