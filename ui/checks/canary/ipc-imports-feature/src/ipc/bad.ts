import { x } from "@/features/explore"; export const bad = x;
