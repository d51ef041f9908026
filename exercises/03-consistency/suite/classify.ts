import text from "./classify.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { level } from "hb/check/levels.ts";
import type { Answers } from "../answers.ts";
import { histories, type Level, levels, memory } from "../memory.ts";
import { contradiction } from "./contradiction.ts";

export const classify = task<Answers>(text, ({ classify }, grading) => {
  const answers = grading.asked(classify, () => "the eight levels") ?? {};
  for (const [name, text] of Object.entries(histories)) {
    const truth = strongest(text), answer = answers[name as keyof typeof histories];
    const words = `the answer for ${name} must be one of ${levels.join(", ")}`;
    grading.expect(levels.includes(answer), words);
    if (answer !== truth) grading.expect(false, `history ${name}, ${text}, ${wrong(text, answer)}`);
  }
});

/** What is wrong with an answer, and why: what contradicts it, or the next stronger level that is kept, too. */
function wrong(text: string, answer: Level): string {
  const why = answer === "none" ? undefined : contradiction(answer, memory(text));
  if (why !== undefined) return `is not ${answer}: ${why}`;
  const next = levels[levels.indexOf(answer) - 1]!;
  return `keeps to a stronger level than ${answer}: it is ${next}, too, as no operations of it contradict that`;
}

function strongest(text: string): Level {
  const held = levels.find((name) =>
    name !== "none" && level(name).check(memory(text)).verdict === "ok"
  );
  return held ?? "none";
}
