export { CompareView } from "./Component";
export { aroundRange, type CompareSearch, rangeBetween, readCompareSearch, scopeOf, sidesOf } from "./model";
