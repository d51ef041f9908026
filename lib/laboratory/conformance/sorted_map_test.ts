import { assertEquals, assertNotEquals } from "@std/assert";
import {
  bytes,
  Model,
  put,
  remove,
  removeRange,
  show,
  showAll,
  signature,
  unlike,
  unlikeAll,
} from "./sorted_map.ts";

Deno.test("a model changes as it is told, and is scanned in the order of bytes, both ways", () => {
  const model = new Model();
  model.apply([put("b", "1"), put("a\0", "2"), put("", "3"), put("a", "4"), put("b", "5")]);
  assertEquals(showAll(model.scan()), "[<>=3 a=4 <6100>=2 b=5]");
  assertEquals(
    showAll(model.scan({ from: bytes("a"), to: bytes("b"), reverse: true })),
    "[<6100>=2 a=4]",
  );
  const before = model.copy();
  model.apply([remove("b"), removeRange("", "a")]);
  assertEquals([show(model.get(bytes("b"))), show(before.get(bytes("b")))], ["nothing", "5"]);
  assertEquals(showAll(model.scan()), "[a=4 <6100>=2]");
});

Deno.test("what is told apart has other signatures, and what is the same is not told", () => {
  const [one, other] = [new Model(), new Model()];
  one.apply([put("a", "1")]);
  other.apply([put("a", "2")]);
  assertNotEquals(signature(one.scan()), signature(other.scan()));
  assertEquals(unlikeAll("a scan", one.scan(), one.copy().scan()), undefined);
  assertEquals(unlikeAll("a scan", one.scan(), other.scan()), "a scan gives [a=1], and not [a=2]");
  assertEquals(unlike("a", undefined, bytes("1")), "a is nothing, and not 1");
});
