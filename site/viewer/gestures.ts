/// <reference lib="dom" />
/** Mouse and touch on the diagram: drag to pan, pinch or Ctrl and wheel to zoom, click to go there. @module */

/** What the gestures ask for; places are px from the left edge of the diagram. */
export interface Wanted {
  pan(byPx: number): void;
  zoom(factor: number, x: number): void;
  pick(x: number): void;
  /** The words under the pointer, and where it is; nothing when there are none. */
  point(words: string | undefined, x: number, y: number): void;
}

/** A pointer that has not moved further than this was a click, in px. */
const still = 5;

/** Listens on `element` until `signal` says no more. */
export function listen(
  element: SVGSVGElement,
  wanted: Wanted,
  signal: AbortSignal,
): void {
  const down = new Map<number, number>();
  let travelled = 0;
  const place = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left;
  const on = <K extends keyof SVGElementEventMap>(
    name: K,
    act: (event: SVGElementEventMap[K]) => void,
    passive = true,
  ) => element.addEventListener(name, act as EventListener, { signal, passive });

  on("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, place(event));
  });
  on("pointermove", (event) => {
    const [was, now] = [down.get(event.pointerId), place(event)];
    if (was === undefined) {
      const top = event.clientY - element.getBoundingClientRect().top;
      return wanted.point(wordsAt(event.target), now, top);
    }
    travelled += Math.abs(now - was);
    // Only now, as a captured pointer would take the click away from what lies under it.
    if (travelled > still && !element.hasPointerCapture(event.pointerId)) {
      element.setPointerCapture(event.pointerId);
    }
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    if (other === undefined) return wanted.pan(was - now);
    const [apart, together] = [Math.abs(was - other), Math.abs(now - other)];
    if (apart > 8 && together > 8) {
      wanted.zoom(together / apart, (now + other) / 2);
    }
  });
  on("pointerup", (event) => {
    const started = down.delete(event.pointerId);
    if (started && down.size === 0 && travelled <= still) {
      wanted.pick(place(event));
    }
  });
  on("pointercancel", (event) => void down.delete(event.pointerId));
  on("pointerleave", () => wanted.point(undefined, 0, 0));
  on("wheel", (event) => {
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      wanted.zoom(
        Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 120),
        place(event),
      );
    } else if (
      event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)
    ) {
      event.preventDefault();
      wanted.pan(sideways);
    }
  }, false);
}

function wordsAt(target: EventTarget | null): string | undefined {
  if (!(target instanceof Element)) return undefined;
  return target.closest("[data-tip]")?.getAttribute("data-tip") ?? undefined;
}
