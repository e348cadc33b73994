import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { faults } from "@/test/axe";
import { CopyableId, Instant, JsonView, Panes, Progress, SafeText, ZoneProvider, zoneSetting } from ".";

const TRICKY =
  '{"price":1.10,"big":9007199254740993,"a":1,"a":2,"deep":{"list":[1,{}]},"evil":"\u202Egnp.exe"}';

describe("text from a store", () => {
  it("is text, whatever it looks like", () => {
    const { container } = render(<SafeText text={'<img src=x onerror="alert(1)">'} />);
    expect(container.querySelector("img")).toBeNull();
    expect(container.textContent).toBe('<img src=x onerror="alert(1)">');
  });

  it("shows what would reorder or hide it", () => {
    const { container } = render(<SafeText text={"invoice\u202Efdp.exe"} />);
    expect(container.textContent).toBe("invoice\\u202Efdp.exe");
    expect(screen.getByTitle("U+202E right-to-left override")).toBeTruthy();
  });
});

describe("an id", () => {
  it("copies itself exactly, by click or key, and says so", async () => {
    const user = userEvent.setup();
    const { container } = render(<CopyableId id={"a\u200Bb"} what="event id" />);
    await user.click(screen.getByRole("button", { name: "Copy event id a\\u200Bb" }));
    await screen.findByText("Copied");
    expect(await navigator.clipboard.readText()).toBe("a\u200Bb");
    expect(await faults(container)).toEqual([]);
  });
});

describe("a payload", () => {
  it("is laid out without a token changed", () => {
    const { container } = render(<JsonView title="Data" text={TRICKY} isJson />);
    const text = container.querySelector("pre")?.textContent ?? "";
    expect(text).toContain('"price": 1.10');
    expect(text).toContain('"big": 9007199254740993');
    expect(text.replace(/\s/g, "")).toBe(TRICKY.replace("\u202E", "\\u202E"));
  });

  it("is copied byte for byte, whatever is shown", async () => {
    const user = userEvent.setup();
    render(<JsonView title="Data" text={TRICKY} isJson />);
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toBe(TRICKY);
  });

  it("can be walked as a tree, with both of a doubled key", async () => {
    const user = userEvent.setup();
    const { container } = render(<JsonView title="Data" text={TRICKY} isJson mode="tree" />);
    const tree = screen.getByRole("tree");
    expect(within(tree).getAllByText("key occurs twice")).toHaveLength(2);
    expect(await faults(container)).toEqual([]);
    const deep = within(tree).getByText("deep").closest<HTMLElement>("[role=treeitem]");
    deep?.focus();
    await user.keyboard("{ArrowLeft}");
    expect(deep?.getAttribute("aria-expanded")).toBe("false");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    expect(document.activeElement?.textContent).toContain("list");
  });

  it("that is not JSON is shown as it stands, and says so", () => {
    render(<JsonView title="Data" text="{broken" isJson={false} />);
    expect(screen.getByText("{broken")).toBeTruthy();
    expect(screen.getByText(/not valid JSON/)).toBeTruthy();
    expect(screen.queryByRole("radio")).toBeNull();
  });

  it("of any depth is shown", () => {
    const deep = "[".repeat(5000) + "]".repeat(5000);
    const { container } = render(<JsonView title="Data" text={deep} isJson />);
    expect(container.querySelector("pre")?.textContent).toBe(deep);
    expect(screen.getByText(/too deeply nested/)).toBeTruthy();
  });

  it("of any size is shown in part at first", async () => {
    const user = userEvent.setup();
    const large = `"${"x".repeat(300_000)}"`;
    const { container } = render(<JsonView title="Data" text={large} isJson mode="raw" />);
    const shown = () => container.querySelector("pre")?.textContent?.length ?? 0;
    expect(shown()).toBeLessThan(100_000);
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(shown()).toBe(large.length);
  });
});

describe("an instant", () => {
  it("always shows its zone, and follows the choice of one", async () => {
    const iso = "2026-01-06T10:00:00.123456Z";
    const { container } = render(
      <ZoneProvider>
        <Instant iso={iso} precision="full" />
      </ZoneProvider>,
    );
    expect(container.textContent).toBe("2026-01-0610:00:00.123456UTC");
    zoneSetting.write("local");
    await waitFor(() => expect(container.textContent).toMatch(/[+−]\d\d:\d\d$/));
    zoneSetting.write("utc");
  });

  it("that could not be read shows what the store holds", () => {
    const { container } = render(<Instant iso={null} asStored="6 Jan, noon" />);
    expect(container.textContent).toBe("6 Jan, noon");
  });
});

it("a long job shows how far it is and can be stopped", async () => {
  const onCancel = vi.fn();
  const { container } = render(<Progress label="Folding" done={2500} total={10_000} onCancel={onCancel} />);
  expect(screen.getByRole("progressbar", { name: "Folding" }).getAttribute("aria-valuenow")).toBe("2500");
  expect(container.textContent).toContain("2,500 of 10,000 events");
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(onCancel).toHaveBeenCalledOnce();
});

it("panes can be resized with the keys, within limits, and remember it", async () => {
  const user = userEvent.setup();
  const panes = (
    <Panes name="test" label="Detail" side={<p>side</p>} width={300} min={260} max={340}>
      <p>main</p>
    </Panes>
  );
  const { unmount } = render(panes);
  const handle = screen.getByRole("separator", { name: "Width of Detail" });
  handle.focus();
  await user.keyboard("{ArrowLeft}{ArrowLeft}{ArrowLeft}");
  expect(handle.getAttribute("aria-valuenow")).toBe("340");
  unmount();
  render(panes);
  expect(screen.getByRole("separator").getAttribute("aria-valuenow")).toBe("340");
});
