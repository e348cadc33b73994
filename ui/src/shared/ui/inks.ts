/**
 * What colours of the theme are where an element stands, for what is drawn by hand. Custom properties come out
 * unresolved, so each is read off an element that has it as its colour.
 */
export function colorsAt(element: HTMLElement, tokens: readonly string[]): string[] {
  const probe = document.createElement("span");
  element.after(probe);
  const colors = tokens.map((token) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  });
  probe.remove();
  return colors;
}
