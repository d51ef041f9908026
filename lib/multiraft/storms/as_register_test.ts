import { assertEquals, assertThrows } from "@std/assert";
import { asRegister } from "./as_register.ts";

Deno.test("what is asked of one key is asked of a register, and what is none is refused", () => {
  const key = "k";
  assertEquals(
    [
      asRegister({ type: "get", key }),
      asRegister({ type: "put", key, value: "1" }),
      asRegister({ type: "delete", key }),
      asRegister({ type: "cas", key, expected: "1", value: "2" }),
    ],
    [
      { type: "read", key },
      { type: "write", key, value: "1" },
      { type: "write", key, value: null },
      { type: "cas", key, from: "1", to: "2" },
    ],
  );
  const words = 'because it must be one of a register: given "append" of "k"';
  assertThrows(() => asRegister({ type: "append", key, value: "1" }), TypeError, words);
});
