import { FilePlus2, FlaskConical, FolderOpen, Info, Lock, PencilLine, Server, X } from "lucide-react";
import type { RecentStoreDto, StoreInfoDto } from "@/ipc";
import type { MenuGroup } from "@/shared/ui";
import type { StoreActions } from "./useStoreActions";

const RECENTS_MAX = 6;

/** What leads to a dialog. */
export interface Asking {
  ask: (dialog: "info" | "write" | "demo") => void;
  connect: () => void;
  openRecent: (recent: RecentStoreDto) => unknown;
}

/** What the store's menu offers. */
export function storeMenu(
  store: StoreInfoDto,
  actions: StoreActions,
  { ask, connect, openRecent }: Asking,
): MenuGroup[] {
  const others = actions.recents.filter((recent) => recent.target !== store.target && recent.exists);
  return [
    {
      key: "this store",
      actions: [
        { key: "info", label: "About this store", icon: <Info size={14} />, run: () => ask("info") },
        store.writable
          ? {
              key: "read",
              label: "Back to read-only",
              icon: <Lock size={14} />,
              run: () => void actions.setWritable(false),
            }
          : {
              key: "write",
              label: "Open for writing…",
              icon: <PencilLine size={14} />,
              run: () => ask("write"),
            },
        { key: "close", label: "Close", icon: <X size={14} />, run: () => void actions.close() },
      ],
    },
    {
      key: "another store",
      actions: [
        { key: "open", label: "Open…", icon: <FolderOpen size={14} />, run: () => void actions.pick() },
        { key: "connect", label: "Connect to a server…", icon: <Server size={14} />, run: connect },
        { key: "new", label: "New…", icon: <FilePlus2 size={14} />, run: () => void actions.create() },
        { key: "demo", label: "New demo…", icon: <FlaskConical size={14} />, run: () => ask("demo") },
      ],
    },
    {
      key: "recent",
      heading: "Recent",
      actions: others.slice(0, RECENTS_MAX).map((recent) => ({
        key: `recent ${recent.target}`,
        label: recent.name,
        run: () => void openRecent(recent),
      })),
    },
  ];
}
