/** The last so many numbers, with their mean and spread. @module */

/** A window: plain data, and no larger than its size. */
export interface Window {
  /** The numbers; once they are as many as the window is large, the oldest is overwritten. */
  readonly values: number[];
  /** Where the next one goes. */
  next: number;
  /** The sum of all that are in it. */
  sum: number;
  /** The sum of their squares. */
  squares: number;
}

/** An empty window. */
export function emptyWindow(): Window {
  return { values: [], next: 0, sum: 0, squares: 0 };
}

/** Puts a number into a window of `size`, in place of the oldest if it is full. On the average, constant time. */
export function push(window: Window, value: number, size: number): void {
  const { values } = window, old = values[window.next] ?? 0;
  values[window.next] = value;
  window.sum += value - old;
  window.squares += value * value - old * old;
  window.next = (window.next + 1) % size;
  // Sums that are only ever added to and taken from drift: once round, they are made anew.
  if (window.next === 0) sumUp(window);
}

function sumUp(window: Window): void {
  window.sum = 0;
  window.squares = 0;
  for (const value of window.values) {
    window.sum += value;
    window.squares += value * value;
  }
}

/** The mean; NaN of nothing. */
export function meanOf({ sum, values }: Readonly<Window>): number {
  return sum / values.length;
}

/** The standard deviation of what is in the window, divided by n and not by n − 1; NaN of nothing. */
export function deviationOf(window: Readonly<Window>): number {
  const mean = meanOf(window);
  // Rounding can make it less than nothing.
  return Math.sqrt(Math.max(0, window.squares / window.values.length - mean * mean));
}

/** Throws unless `size` is a whole number of at least 1. */
export function windowSize(estimator: string, size: number): number {
  if (Number.isInteger(size) && size >= 1) return size;
  throw new RangeError(
    `Cannot estimate by ${estimator} because its window must hold 1 or more: given ${size}`,
  );
}
