import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { meaningOf } from "./useStepKeys";

function press(key: string, target: Element, held: KeyboardEventInit = {}) {
  let meaning: ReturnType<typeof meaningOf> = null;
  const listen = (event: KeyboardEvent) => {
    meaning = meaningOf(event);
  };
  window.addEventListener("keydown", listen, { once: true });
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));
  return meaning;
}

describe("a key", () => {
  it("steps wherever nothing else needs it", () => {
    render(
      <div role="grid">
        <button type="button">Some button</button>
      </div>,
    );
    const button = screen.getByRole("button");
    expect(press("ArrowLeft", document.body)).toBe("step");
    expect(press("End", document.body)).toBe("step");
    expect(press("ArrowRight", button)).toBe("step");
    expect(press("Escape", button)).toBe("latest");
    expect(press("x", document.body)).toBeNull();
  });

  it("keeps its own meaning in fields, trees, menus, dialogs and lists", () => {
    render(
      <>
        <input aria-label="field" />
        {["tree", "menu", "dialog", "listbox", "radiogroup", "slider"].map((role) => (
          <div key={role} role={role}>
            <span>{`in ${role}`}</span>
          </div>
        ))}
        <div role="grid">in grid</div>
      </>,
    );
    for (const key of ["ArrowLeft", "Escape", "Home"]) {
      expect(press(key, screen.getByLabelText("field"))).toBeNull();
      for (const role of ["tree", "menu", "dialog", "listbox", "radiogroup", "slider"])
        expect(press(key, screen.getByText(`in ${role}`))).toBeNull();
    }
    expect(press("Home", screen.getByText("in grid"))).toBeNull();
  });

  it("leads back to the latest state from the scrubber too", () => {
    render(<input type="range" aria-label="scrubber" />);
    expect(press("Escape", screen.getByLabelText("scrubber"))).toBe("latest");
  });

  it("with a modifier is another key: Alt and an arrow go back", () => {
    expect(press("ArrowLeft", document.body, { altKey: true })).toBeNull();
    expect(press("End", document.body, { ctrlKey: true })).toBeNull();
  });
});
