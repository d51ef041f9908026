/**
 * Looks a line up in an inline source map (https://tc39.es/ecma426/). Its `mappings` have one group for
 * each emitted line, separated by ";", of segments separated by ","; the third number of a segment is
 * the step to its original line. Numbers are in base 64, lowest 5 bits first, the sign in the lowest.
 *
 * @module
 */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The original line of an emitted line of `script`, both from 1, if the map knows it. */
export function originalLine(script: string, emittedLine: number): number | undefined {
  const encoded = /\/\/# sourceMappingURL=data:application\/json;base64,(\S+)/.exec(script)?.[1];
  if (encoded === undefined) return undefined;
  const json = new TextDecoder().decode(Uint8Array.fromBase64(encoded));
  const mappings: string = JSON.parse(json).mappings;
  let original = 0;
  for (const [i, group] of mappings.split(";").entries()) {
    let first: number | undefined;
    for (const segment of group === "" ? [] : group.split(",")) {
      original += decodeNumbers(segment)[2] ?? 0;
      first ??= original;
    }
    if (i === emittedLine - 1) return first === undefined ? undefined : first + 1;
  }
  return undefined;
}

/** The numbers of a segment. */
export function decodeNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
