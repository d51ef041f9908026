import { assertEquals, assertThrows } from "@std/assert";
import { SimulatedDisk } from "./simulated_disk.ts";
import { within } from "./within.ts";

Deno.test("a part of a folder shows its own files only, and what it does is done to them", () => {
  const whole = new SimulatedDisk({ roomBytes: 4 });
  const part = within(whole, "log-"), other = within(whole, "tables-");
  part.append("1", Uint8Array.of(1, 2, 3));
  other.append("1", Uint8Array.of(9));
  part.writeAt("1", 1, Uint8Array.of(7));
  part.rename("1", "2");
  assertEquals([part.names(), other.names(), whole.names().length], [["2"], ["1"], 2]);
  assertEquals([part.read("2"), part.size("2")], [Uint8Array.of(1, 7, 3), 3]);
  assertEquals(part.readAt("2", 1, 1), Uint8Array.of(7));
  assertEquals([part.reserve("2"), whole.read("log-2").length], [4, 7]);
  part.truncate("2", 2);
  part.sync("2");
  part.syncFolder();
  assertEquals([...whole.afterCrash()].length, 3);
  assertEquals(part.where, "log-");
  assertThrows(() => part.read("1"), Error, "log-1");
  part.remove("2");
  assertEquals(whole.names(), ["tables-1"]);
});
