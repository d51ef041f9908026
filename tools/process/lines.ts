/** What a process prints, line by line. @module */

/** The lines of a stream, without their ends. */
export class TextLineStream extends TransformStream<Uint8Array<ArrayBuffer>, string> {
  constructor() {
    const decoder = new TextDecoder();
    // The pieces of a line that has not ended: a long line is put together once.
    let pieces: string[] = [];
    super({
      transform(bytes, controller) {
        const [first = "", ...rest] = decoder.decode(bytes, { stream: true }).split("\n");
        pieces.push(first);
        for (const next of rest) {
          controller.enqueue(pieces.join(""));
          pieces = [next];
        }
      },
      flush(controller) {
        const last = pieces.join("");
        if (last !== "") controller.enqueue(last);
      },
    });
  }
}

/** Hands on each line of a stream as it comes; ends when the stream does. */
export async function eachLine(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (line: string) => void,
): Promise<void> {
  for await (const line of stream.pipeThrough(new TextLineStream())) take(line);
}
