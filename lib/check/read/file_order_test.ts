import { assertEquals, assertThrows } from "@std/assert";
import { MalformedHistory } from "./event.ts";
import { readHistory } from "./read_history.ts";

const events = (fields: readonly string[]) =>
  fields.map((each, i) => `{${each} :process ${i}, :type :invoke, :f :read}`).join("\n");
const inJson = (fields: readonly object[]) =>
  fields.map((each, process) =>
    JSON.stringify({ ...each, process, type: "invoke", f: "read", value: null })
  ).join("\n");

Deno.test("a history whose indices say that it is out of order is refused with the line", () => {
  for (
    const text of [
      events([":index 2", ":index 5", ":index 4"]),
      inJson([{ index: 2 }, { index: 5 }, { index: 4 }]),
    ]
  ) {
    const { message } = assertThrows(() => readHistory(text), MalformedHistory);
    assertEquals(message, "line 3: expected an index above 5, which line 2 has: given 4");
  }
});

Deno.test("indices may be left out, leave gaps, or be those of what has none yet", () => {
  assertEquals(readHistory(events([":index 0", "", ":index 7", ":index 9"])).notes, []);
  assertEquals(readHistory(events([":index -1", ":index -1"])).notes, []);
});

Deno.test("times that go back are told, as the order of the file is what counts", () => {
  const told = [
    "the time of line 2 is before that of line 1, and the order of the file is what counts",
  ];
  assertEquals(readHistory(events([":time 9", ":time -4", ":time -5"])).notes, told);
  assertEquals(
    readHistory(events([":time 1700000000000000002", ":time 1700000000000000001"])).notes,
    told,
  );
  assertEquals(readHistory(inJson([{ time: 9 }, { time: 8 }])).notes, told);
  assertEquals(readHistory(inJson([{ time: -9 }, { time: 8 }])).notes, []);
});
