/** What code under judgement throws, in words. @module */

/** What was thrown; a frozen argument says that it was to be left alone. What is thrown may be anything. */
export function thrownInWords(thrown: unknown): string {
  try {
    const words = String(thrown);
    return thrown instanceof TypeError && /read only|not extensible|Cannot delete/.test(words)
      ? `your code changed what it was given, which it must leave as it is (${words})`
      : `your code threw ${words}`;
  } catch {
    return "your code threw something that has no words";
  }
}
