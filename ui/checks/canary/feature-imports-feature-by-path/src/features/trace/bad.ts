import { x } from "../explore/model"; export const bad = x;
