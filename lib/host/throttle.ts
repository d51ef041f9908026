/** A log that cannot be flooded. @module */

/** How many lines there may be in each second. */
const perSecond = 50;

/** A log that leaves out lines beyond a rate, and says how many, as soon as there is room again. */
export function throttled(
  log: (line: string) => void,
  now: () => number = () => performance.now(),
): (line: string) => void {
  let second = -Infinity, lines = 0, left = 0;
  return (line) => {
    if (now() - second >= 1000) {
      second = now();
      lines = 0;
      if (left > 0) log(`left out ${left} lines, as there were more than ${perSecond} in a second`);
      left = 0;
    }
    if (lines++ < perSecond) log(line);
    else left++;
  };
}
