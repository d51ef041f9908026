import text from "./whole.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { exam } from "./whole_exam.ts";
import { storms } from "./whole_storms.ts";
import { smalls } from "./whole_small.ts";
import { subjectOf } from "./whole_subject.ts";

export const whole = task<Answers>(text, ({ whole }, grading) => {
  for (const replicas of [4, 7]) {
    grading.busyWith(() => `scenes of one replica among ${replicas}`);
    exam(subjectOf(whole, replicas), grading);
  }
  smalls(whole, grading);
  storms(whole, grading);
});
