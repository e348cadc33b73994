// Takes away what a projection must not have: code made from text, chance, the clock, and a way to change the language
// under the handlers of other events. The engine itself has been built without Date, timers, files and network.
(() => {
  "use strict";
  const { create, defineProperty, freeze, getOwnPropertyDescriptor, getPrototypeOf } = Object;
  const { ownKeys } = Reflect;
  const kept = new Set([
    ...["Object", "Array", "String", "Number", "Boolean", "Symbol", "BigInt", "Math", "JSON", "Reflect", "Iterator"],
    ...["Map", "Set", "RegExp", "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError"],
    ...["URIError", "AggregateError", "parseInt", "parseFloat", "isNaN", "isFinite", "decodeURI"],
    ...["decodeURIComponent", "encodeURI", "encodeURIComponent", "Infinity", "NaN", "undefined", "globalThis"],
  ]);
  const functions = [() => {}, async () => {}, function* () {}, async function* () {}].map(getPrototypeOf);
  const hidden = [
    Promise.prototype,
    Array.prototype[Symbol.unscopables],
    ...functions,
    ...functions.map((prototype) => prototype.prototype),
    ...[[].values(), new Map().values(), new Set().values(), "".matchAll(/x/g), ""[Symbol.iterator]()],
    ...[Iterator.from({ next() {} }), [].values().map(() => {})],
  ];

  // An object may have a field named as something that it inherits: a frozen prototype would forbid to assign it.
  const letAssign = (prototype) => {
    for (const name of ownKeys(prototype)) {
      const { value, writable } = getOwnPropertyDescriptor(prototype, name);
      if (typeof name !== "string" || !writable) continue;
      const get = () => value;
      const set = function (own) {
        if (this === prototype) throw new TypeError(`${name} cannot be changed for all objects`);
        defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
      };
      defineProperty(prototype, name, { get, set, enumerable: false, configurable: false });
    }
  };

  for (const prototype of functions) delete prototype.constructor;
  for (const name of ownKeys(globalThis)) {
    if (typeof name === "string" && !kept.has(name)) delete globalThis[name];
  }
  delete Math.random;
  // Not of the standard, or of use only to those who wait.
  for (const name of ["zip", "zipKeyed"]) delete Iterator[name];
  delete Array.fromAsync;
  // With its accessor gone, `__proto__` is a key like any other.
  for (const name of ["__proto__", "__defineGetter__", "__defineSetter__"]) delete Object.prototype[name];
  // Without these only a module's own text can make a field that is computed when it is read.
  for (const name of ["defineProperty", "defineProperties"]) delete Object[name];
  delete Reflect.defineProperty;
  Object.create = (prototype) => create(prototype);

  // Set through accessors, which freezing does not close: a way to run code wherever an error is made.
  for (const name of ["prepareStackTrace", "stackTraceLimit", "captureStackTrace"]) delete Error[name];

  letAssign(Object.prototype);
  for (const name of ownKeys(globalThis)) {
    if (typeof name === "string" && name.endsWith("Error")) letAssign(globalThis[name].prototype);
  }
  // All that can be reached, each function included: nothing of the language can carry a note from one text to another.
  const reached = new Set([globalThis]);
  const reach = (value) => {
    if (value !== null && (typeof value === "object" || typeof value === "function")) reached.add(value);
  };
  hidden.forEach(reach);
  for (const object of reached) {
    reach(getPrototypeOf(object));
    for (const name of ownKeys(object)) {
      const { value, get, set } = getOwnPropertyDescriptor(object, name);
      reach(value);
      reach(get);
      reach(set);
    }
    freeze(object);
  }
})();
