import text from "./classify.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { level } from "hb/check/levels.ts";
import type { Answers } from "../answers.ts";
import { histories, type Level, levels, memory } from "../memory.ts";

export const classify = task<Answers>(text, ({ classify }, grading) => {
  const answers = grading.asked(classify, () => "the eight levels") ?? {};
  for (const [name, text] of Object.entries(histories)) {
    const truth = strongest(text), answer = answers[name as keyof typeof histories];
    const words = `the answer for ${name} must be one of ${levels.join(", ")}`;
    grading.expect(levels.includes(answer), words);
    const how = levels.indexOf(answer) > levels.indexOf(truth)
      ? "a stronger level than"
      : "no level as strong as";
    grading.expect(answer === truth, `history ${name}, ${text}, keeps to ${how} ${answer}`);
  }
});

function strongest(text: string): Level {
  const held = levels.find((name) =>
    name !== "none" && level(name).check(memory(text)).verdict === "ok"
  );
  return held ?? "none";
}
