import { assertEquals, assertRejects } from "@std/assert";
import { repositoryRoot as root } from "../run/locate.ts";
import { findExercises } from "./exercises.ts";
import { parseGrade } from "./options.ts";

Deno.test("exercises are found by number and by name, and others are refused with what there is", async () => {
  assertEquals(await findExercises(root, ["2", "01", "03-consistency"]), [
    "02-time",
    "01-replay",
    "03-consistency",
  ]);
  const { message } = await assertRejects(() => findExercises(root, ["99"], ", or a joke"), Error);
  assertEquals(
    message.replace(/[0-9a-z-]+, .*-[a-z]+/, "…"),
    'Cannot grade "99" because it must be one of the exercises …, or a joke',
  );
});

Deno.test("a word after --hints that can be no number of hints is taken for an exercise", () => {
  const { hints, exercises } = parseGrade(["01", "--hints", "99"]);
  assertEquals([hints, exercises], [1, ["01", "99"]]);
});
