import text from "./classify.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { level } from "hb/check/levels.ts";
import type { Answers } from "../answers.ts";
import { histories, inWords, type Level, levels, memory } from "../memory.ts";
import { contradiction } from "./contradiction.ts";
import { orders } from "./orders.ts";

export const classify = task<Answers>(text, ({ classify }, grading) => {
  const answers = grading.asked(classify, () => "the eight levels") ?? {};
  for (const [name, text] of Object.entries(histories)) {
    const truth = strongest(text), answer = answers[name as keyof typeof histories];
    const words = `the answer for ${name} must be one of ${levels.join(", ")}`;
    grading.expect(levels.includes(answer), words);
    if (answer !== truth) grading.expect(false, `history ${name}, ${text}, ${wrong(text, answer)}`);
  }
});

/** What is wrong with an answer, and why: what contradicts it, or the orders by which it keeps to a stronger level. */
function wrong(text: string, answer: Level): string {
  const why = answer === "none" ? undefined : contradiction(answer, memory(text));
  if (why !== undefined) {
    // Where all of it contradicts the level, it has been told.
    const all = `${inWords(memory(text))}: `;
    return `is not ${answer}: ${why.startsWith(all) ? why.slice(all.length) : why}`;
  }
  const next = levels[levels.indexOf(answer) - 1]!;
  return `keeps to a stronger level than ${answer}, as ${orders(next, memory(text))}`;
}

function strongest(text: string): Level {
  const held = levels.find((name) =>
    name !== "none" && level(name).check(memory(text)).verdict === "ok"
  );
  return held ?? "none";
}
