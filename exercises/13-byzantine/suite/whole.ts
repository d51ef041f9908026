import text from "./whole.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { exam, examOfTen } from "./whole_exam.ts";
import { leading } from "./whole_leads.ts";
import { large } from "./whole_many.ts";
import { storms } from "./whole_storms.ts";
import { smalls } from "./whole_small.ts";
import { subjectOf } from "./whole_subject.ts";
import { waiting } from "./whole_waits.ts";

export const whole = task<Answers>(text, ({ whole }, grading) => {
  for (const replicas of [4, 7]) {
    grading.busyWith(() => `scenes of one replica among ${replicas}`);
    const subject = subjectOf(whole, replicas);
    exam(subject, grading);
    leading(subject, grading);
    waiting(subject, grading);
    large(subject, grading);
  }
  examOfTen(subjectOf(whole, 10), grading);
  smalls(whole, grading);
  storms(whole, grading);
});
