/**
 * Numbers as they are written, without loss: two of them are the same exactly when they are worth the
 * same, so 1, 1.0 and 1e0 are one number, and 9007199254740993 is not 9007199254740992. What a double
 * cannot tell apart becomes a bigint if it is whole, and else a symbol that spells it out.
 *
 * @module
 */

/** Whole numbers of more digits are spelled out, so that 1e999999999 needs no memory. */
const mostDigits = 400;
const decimal = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** The number that a decimal text means. */
export function exactNumber(text: string): number | bigint | symbol {
  // Fifteen digits always survive the way through a double.
  if (text.length <= 15 && !/e/i.test(text)) return Number(text) || 0;
  const { sign, digits, exponent } = canonical(text)!;
  if (digits === "0") return 0;
  if (exponent >= 0n && BigInt(digits.length) + exponent <= mostDigits) {
    const whole = BigInt(sign + digits) * 10n ** exponent;
    const value = Number(whole);
    return Number.isSafeInteger(value) ? value : whole;
  }
  const value = Number(text);
  const back = canonical(String(value));
  const kept = back?.digits === digits && back.exponent === exponent;
  return kept ? value : Symbol.for(`${sign}${digits}e${exponent}`);
}

/** Digits without zeros at their ends, and the power of ten that they are multiplied by. */
function canonical(text: string) {
  const parts = decimal.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = parts;
  const all = (whole + fraction).replace(/^0+/, "");
  // A regular expression for the zeros at the end would take the square of their number in the middle.
  let end = all.length;
  while (all.charCodeAt(end - 1) === 0x30) end--;
  const digits = all.slice(0, end);
  if (digits === "") return { sign: "", digits: "0", exponent: 0n };
  const exponent = BigInt(power) - BigInt(fraction.length) + BigInt(all.length - digits.length);
  return { sign: sign === "-" ? "-" : "", digits, exponent };
}
