import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@/shared/ui/tokens.css";
import "@/shared/ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { backend } from "@/ipc/backend";
import { followTheme } from "@/shared/ui";

followTheme();
const element = document.getElementById("root");
if (!element) throw new Error("the page has no root element");
const ipc = await backend();
createRoot(element).render(
  <StrictMode>
    <App ipc={ipc} />
  </StrictMode>,
);
