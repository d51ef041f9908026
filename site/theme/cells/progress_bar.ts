/** How far work is that takes long, as a bar and in words. @module */

import type { Progress } from "../../../lib/model/progress.ts";

/** What is said of a bar to those who do not see it. */
const labels: Readonly<Record<Progress["what"], string>> = {
  seeds: "Seeds tried",
  states: "States found",
};

/** Sets a bar; where nobody knows how much there is, it moves and shows no share. */
export function showProgress(bar: HTMLProgressElement, { what, done, of }: Progress): void {
  bar.setAttribute("aria-label", labels[what]);
  if (of === undefined) bar.removeAttribute("value");
  else Object.assign(bar, { max: of, value: done });
}

/** "1,200 of 4,000 seeds", "12,000 states, 14 steps deep". */
export function progressWords({ what, done, of, depth }: Progress): string {
  const number = (value: number) => value.toLocaleString("en");
  const most = of === undefined ? "" : ` of ${what === "states" ? "at most " : ""}${number(of)}`;
  const deep = depth === undefined
    ? ""
    : `, ${number(depth)} ${depth === 1 ? "step" : "steps"} deep`;
  return `${number(done)}${most} ${what}${deep}`;
}
