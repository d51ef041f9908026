import { assertEquals } from "@std/assert";
import type { Output } from "../notebook/types.ts";
import type { Message } from "./message.ts";
import { normalise, toOutputs } from "./output.ts";

const printed = (text: string, name: "stdout" | "stderr" = "stdout"): Output => ({
  output_type: "stream",
  name,
  text,
});
const error: Output = { output_type: "error", ename: "Error", evalue: "x", traceback: [] };

function shown(type: string, text: string, id?: string): Message {
  return {
    header: { msg_id: "1", msg_type: type },
    parent: {},
    metadata: {},
    content: { data: { "text/plain": text }, metadata: {}, transient: { display_id: id } },
  };
}

Deno.test("neighbouring pieces of one stream are one output", () => {
  assertEquals(
    normalise([printed("a"), printed("b"), printed("c", "stderr"), printed("d")]),
    [printed("ab"), printed("c", "stderr"), printed("d")],
  );
});

Deno.test("an error stands last, since it overtakes what was printed before it", () => {
  assertEquals(normalise([printed("a"), error, printed("b")]), [printed("ab"), error]);
});

Deno.test("an update takes the place of the display that it updates", () => {
  const outputs = toOutputs([
    shown("display_data", "old", "d"),
    shown("display_data", "other"),
    shown("update_display_data", "new", "d"),
    shown("update_display_data", "of another cell", "e"),
  ]);
  assertEquals(outputs, [
    { output_type: "display_data", data: { "text/plain": "new" }, metadata: {} },
    { output_type: "display_data", data: { "text/plain": "other" }, metadata: {} },
  ]);
});
