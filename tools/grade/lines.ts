/** What is let through of the output of code that is not trusted. @module */

/** Passes bytes on, and calls `tooMany` once there have been more than `most`; the rest is dropped. */
export class Meter extends TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  constructor(most: number, tooMany: () => void) {
    let seen = 0;
    super({
      transform(bytes, controller) {
        const before = seen;
        seen += bytes.length;
        if (seen <= most) controller.enqueue(bytes);
        else if (before <= most) tooMany();
      },
    });
  }
}

/** The last `most` bytes of a stream, as text. */
export async function tail(stream: ReadableStream<Uint8Array>, most: number): Promise<string> {
  let kept = new Uint8Array();
  for await (const bytes of stream) {
    const joined = new Uint8Array(kept.length + bytes.length);
    joined.set(kept);
    joined.set(bytes, kept.length);
    kept = joined.slice(-most);
  }
  return new TextDecoder().decode(kept);
}

/** Text from code that is not trusted: no codes that move the cursor, and not without end. */
export function printable(text: string, longest: number): string {
  const plain = text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    return character === "\n" || character === "\t" ? character : "";
  });
  return plain.length <= longest ? plain : `${plain.slice(0, longest)} …`;
}
