import text from "./broadcast.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";

export const broadcast = task<Answers>(text, ({ broadcast }) => {
  broadcast.protocol({ timeoutMs: 1, retryMs: 1, most: 1 });
});
