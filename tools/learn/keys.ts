/** Which keys were pressed, out of what a terminal sends. @module */

/** What a terminal sends for keys that are no characters: after ESC and `[` or `O`, without modifiers. */
const named: Readonly<Record<string, string>> = {
  A: "up",
  B: "down",
  "5~": "page up",
  "6~": "page down",
};

/** Characters with names. */
const characters: Readonly<Record<string, string>> = {
  "\r": "return",
  "\n": "return",
  "\x1b": "escape",
  // Ctrl-C, which is no signal where every key is read at once.
  "\x03": "q",
};

// deno-lint-ignore no-control-regex -- a sequence begins with ESC
const SEQUENCE = /\x1b[[O]([0-9;?]*[A-Za-z~])|\x1b[^[\x1b]|[^]/gu;

/**
 * The keys in a text, in order, as `update` calls them: characters in lower case, others by name. Keys that
 * mean nothing here are left out, so that no part of what they send is taken for a character.
 */
export function keysOf(text: string): string[] {
  const keys: string[] = [];
  for (const [sequence, code] of text.matchAll(SEQUENCE)) {
    const key = code !== undefined
      ? named[code]
      : characters[sequence] ?? (isPrinted(sequence) ? sequence.toLowerCase() : undefined);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

function isPrinted(sequence: string): boolean {
  return /^[^\p{Cc}]$/u.test(sequence);
}
