import { assertEquals } from "@std/assert";
import { counts } from "../../model/limits_test.ts";
import { type KeyValueCommand, keyValueMachine } from "./key_value.ts";
import { listMachine } from "./list.ts";
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

Deno.test("key–value machine: many keys of any kind and values of any length stay apart", () => {
  const store = keyValueMachine.init(), twin = new Map<string, string>();
  const keys = ["", " ", "__proto__", "constructor", "x\0y", "é", "e\u0301", "k".repeat(5000)]
    .concat(counts.map(String));
  for (const [nth, key] of keys.entries()) {
    const value = key + "v".repeat(nth === 3 ? 70_000 : nth);
    keyValueMachine.apply(store, { type: "put", key, value });
    twin.set(key, value);
    const cas = { type: "cas", key, expected: value, value: `${value}!` } as const;
    if (nth % 3 === 0) assertEquals(keyValueMachine.apply(store, cas), true);
    if (nth % 3 === 0) twin.set(key, `${value}!`);
    if (nth % 3 === 1) keyValueMachine.apply(store, { type: "append", key, value: "+" });
    if (nth % 3 === 1) twin.set(key, `${value}+`);
  }
  for (const key of keys) {
    assertEquals(keyValueMachine.apply(store, { type: "get", key }), twin.get(key));
  }
  assertEquals(store, twin);
});

Deno.test("lock machine: tokens grow past every limit, over any number of locks", () => {
  for (const tokens of counts) {
    const locks = { holders: new Map(), tokens };
    assertEquals(lockMachine.apply(locks, { type: "acquire", lock: "a", owner: "Ann" }), {
      owner: "Ann",
      token: tokens + 1,
    });
  }
  const locks = lockMachine.init();
  for (const [nth, lock] of counts.entries()) {
    lockMachine.apply(locks, { type: "acquire", lock: `${lock}`, owner: `${nth}` });
  }
  for (const [nth, lock] of counts.entries()) {
    assertEquals(lockMachine.apply(locks, { type: "holder", lock: `${lock}` }), {
      owner: `${nth}`,
      token: nth + 1,
    });
  }
});

Deno.test("list machine: it keeps all commands, and says how many there are", () => {
  const list = listMachine.init();
  for (let nth = 1; nth <= 300; nth++) assertEquals(listMachine.apply(list, { nth }), nth);
  assertEquals(list, Array.from({ length: 300 }, (_, i) => ({ nth: i + 1 })));
  assertEquals(listMachine.init(), []);
});
