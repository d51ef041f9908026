/** The space-time diagram of a run that went wrong, in the styles of the screen. @module */

import { spacetimeLines, type Tone } from "../../../lib/figure/spacetime/terminal.ts";
import type { Script } from "../../../lib/figure/spacetime/terminal_script.ts";
import { type Line, sanitize, span, type Style } from "../text.ts";

const typeStyles = ["first", "second", "third", "fourth"] as const;

/** The lines of the diagram. */
export function diagram(script: Script, columns: number): Line[] {
  return spacetimeLines(script, { columns }).map((pieces) =>
    pieces.map(({ text, tone }) => span(sanitize(text), styleOf(tone)))
  );
}

function styleOf(tone: Tone): Style {
  return typeof tone === "number" ? typeStyles[tone % typeStyles.length]! : tone;
}
