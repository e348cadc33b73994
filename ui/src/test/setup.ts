import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// The test DOM has no layout and lacks these; the parts only need them to be there.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
globalThis.IntersectionObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as unknown as typeof IntersectionObserver;
Element.prototype.setPointerCapture ??= () => {};
Element.prototype.hasPointerCapture ??= () => false;
Element.prototype.scrollIntoView ??= () => {};
HTMLCanvasElement.prototype.getContext = () => null;
window.scrollTo = () => {};
window.matchMedia ??= (media: string) =>
  Object.assign(new EventTarget(), { matches: false, media }) as unknown as MediaQueryList;
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 1000 });
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 560 });
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 8000 });

afterEach(() => {
  cleanup();
  localStorage.clear();
});
