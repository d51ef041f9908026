/** A story cut down to the moments shown. @module */

import type { Story } from "./story.ts";

/** Leaves out what lies wholly outside of the span of the story. */
export function clipped(story: Story): Story {
  const [first, last] = story.span;
  const within = (from: number, to: number) => from <= last && to >= first;
  const now = ({ at }: { at: number }) => within(at, at);
  const lasting = (each: { from: number; to?: number }) => within(each.from, each.to ?? last);
  return {
    ...story,
    arrows: story.arrows.filter((arrow) => within(arrow.sentAt, arrow.endsAt ?? last)),
    deeds: story.deeds.filter(lasting),
    gaps: story.gaps.filter(lasting),
    marks: story.marks.filter(now),
    mishaps: story.mishaps.filter((each) => within(each.at, each.until ?? each.at)),
    violations: story.violations.filter(now),
  };
}

/** Every moment within the span at which something happens, in order and each once. */
export function instantsOf(story: Story): number[] {
  const [first, last] = story.span;
  const all = [
    first,
    ...story.arrows.flatMap((each) => [each.sentAt, each.endsAt]),
    ...story.deeds.flatMap((each) => [each.from, each.to]),
    ...story.gaps.flatMap((each) => [each.from, each.to]),
    ...story.marks.map((each) => each.at),
    ...story.mishaps.flatMap((each) => [each.at, each.until]),
    ...story.violations.map((each) => each.at),
  ].filter((at) => at !== undefined && at >= first && at <= last) as number[];
  return [...new Set(all)].sort((a, b) => a - b);
}
