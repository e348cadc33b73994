import { useIpc } from "@/ipc"; export const bad = useIpc;
