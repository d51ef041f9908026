import { assertEquals } from "@std/assert";
import { type KeyValueCommand, keyValueMachine } from "./key_value.ts";
import { type LockCommand, lockMachine } from "./lock.ts";

Deno.test("key–value machine: each command in turn", () => {
  const store = keyValueMachine.init();
  const answers = ([
    { type: "get", key: "x" },
    { type: "append", key: "x", value: "a" },
    { type: "append", key: "x", value: "b" },
    { type: "get", key: "x" },
    { type: "cas", key: "x", expected: "a", value: "c" },
    { type: "cas", key: "x", expected: "ab", value: "c" },
    { type: "put", key: "y", value: "d" },
    { type: "get", key: "x" },
    { type: "delete", key: "x" },
    { type: "get", key: "x" },
    { type: "cas", key: "x", expected: "", value: "e" },
  ] satisfies KeyValueCommand[]).map((each) => keyValueMachine.apply(store, each));
  assertEquals(answers, ["", null, null, "ab", false, true, null, "c", null, "", true]);
  assertEquals(store, new Map([["y", "d"], ["x", "e"]]));
});

Deno.test("key–value machine: each starts with a store of its own", () => {
  keyValueMachine.apply(keyValueMachine.init(), { type: "put", key: "x", value: "1" });
  assertEquals(keyValueMachine.init(), new Map());
});

Deno.test("lock machine: one holder at a time, and every holding has a greater token", () => {
  const locks = lockMachine.init();
  const ask = (type: LockCommand["type"], lock: string, owner = "") =>
    lockMachine.apply(locks, { type, lock, owner });
  assertEquals(ask("holder", "a"), null);
  assertEquals(ask("acquire", "a", "Ann"), { owner: "Ann", token: 1 });
  assertEquals(ask("acquire", "b", "Bob"), { owner: "Bob", token: 2 });
  assertEquals(ask("acquire", "a", "Bob"), { owner: "Ann", token: 1 });
  assertEquals(ask("acquire", "a", "Ann"), { owner: "Ann", token: 1 });
  assertEquals(ask("release", "a", "Bob"), false);
  assertEquals(ask("release", "a", "Ann"), true);
  assertEquals(ask("release", "a", "Ann"), false);
  assertEquals(ask("acquire", "a", "Bob"), { owner: "Bob", token: 3 });
  assertEquals(ask("holder", "a"), { owner: "Bob", token: 3 });
});
