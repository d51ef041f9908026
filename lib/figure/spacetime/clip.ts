/** A picture cut down to the moments shown. @module */

import type { Picture } from "./picture.ts";

/** Leaves out what lies wholly outside of the span of the picture. */
export function clipped(picture: Picture): Picture {
  const [first, last] = picture.span;
  const within = (from: number, to: number) => from <= last && to >= first;
  const now = ({ at }: { at: number }) => within(at, at);
  const lasting = (each: { from: number; to?: number }) => within(each.from, each.to ?? last);
  return {
    ...picture,
    arrows: picture.arrows.filter((arrow) => within(arrow.sentAt, arrow.endsAt ?? last)),
    operations: picture.operations.filter(lasting),
    outages: picture.outages.filter(lasting),
    marks: picture.marks.filter(now),
    faults: picture.faults.filter((each) => within(each.at, each.until ?? each.at)),
    violations: picture.violations.filter(now),
  };
}

/** Every moment within the span at which something happens, in order and each once. */
export function instantsOf(picture: Picture): number[] {
  const [first, last] = picture.span;
  const all = [
    first,
    ...picture.arrows.flatMap((each) => [each.sentAt, each.endsAt]),
    ...picture.operations.flatMap((each) => [each.from, each.to]),
    ...picture.outages.flatMap((each) => [each.from, each.to]),
    ...picture.marks.map((each) => each.at),
    ...picture.faults.flatMap((each) => [each.at, each.until]),
    ...picture.violations.map((each) => each.at),
  ].filter((at) => at !== undefined && at >= first && at <= last) as number[];
  return [...new Set(all)].sort((a, b) => a - b);
}
