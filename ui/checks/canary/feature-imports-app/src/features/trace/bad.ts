import { x } from "@/app/router"; export const bad = x;
