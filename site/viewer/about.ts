/// <reference lib="dom" />
/** What is known of the run besides what happened in it. @module */

import type { Recording } from "../../lib/figure/explorer/recording.ts";
import { button, html } from "./element.ts";

/** The rule that was broken, and how. */
export function drawBreach({ invariant, breach, leftOut = 0 }: Recording): HTMLElement[] {
  const lines: [string, string | undefined][] = [
    ["What must hold:", invariant],
    ["What happened:", breach],
    ["Not shown:", leftOut > 0 ? `the first ${leftOut} events of the run` : undefined],
  ];
  return lines.flatMap(([name, text]) =>
    text === undefined || text === "" ? [] : [html("p", {}, html("strong", {}, name), ` ${text}`)]
  );
}

/** The seed, the faults and the command, with buttons that copy. */
export function drawFacts(
  recording: Recording,
  say: (words: string) => void,
): HTMLElement[] {
  const { hint, seed, schedule, replay } = recording;
  const facts: HTMLElement[] = [];
  const add = (
    name: string,
    value: string | number | undefined,
    pre: boolean,
    copy: boolean,
  ) => {
    if (value === undefined || value === "") return;
    const text = String(value);
    const shown = pre ? html("pre", { tabindex: 0 }, text) : html("p", {}, text);
    const fact = html("dd", {}, shown);
    if (copy) {
      fact.append(
        button(
          `Copy ${name === "Seed" ? "the seed" : "the command"}`,
          "Copy",
          () => {
            void copyText(text, shown).then((done) =>
              say(
                done ? `Copied: ${text}` : "Selected: press Ctrl+C or ⌘C to copy.",
              )
            );
          },
        ),
      );
    }
    facts.push(html("dt", {}, name), fact);
  };
  add("Hint", hint, false, false);
  add("Seed", seed, true, true);
  add("Faults", schedule, true, false);
  add("Run it again", replay, true, true);
  return facts;
}

/** Copies a text; where the browser does not allow it, selects it instead, and says no. */
async function copyText(text: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(shown);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return false;
  }
}
