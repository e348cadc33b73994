// Runs before the lockdown and keeps what it needs from the language, so that no module can put anything in its place.
// Gives the functions through which the host folds. A state lives here, between events, and nowhere else.
(() => {
  "use strict";
  const { create, freeze, getOwnPropertyDescriptor, getPrototypeOf, hasOwn, isExtensible, keys } = Object;
  const { ownKeys } = Reflect;
  const { isArray } = Array;
  const { isInteger, isSafeInteger } = Number;
  const { parse } = JSON;
  const { prototype: objectPrototype } = Object;
  const { prototype: arrayPrototype } = Array;
  const WeakSetOfHost = WeakSet;
  const BigIntOfHost = BigInt;
  const StringOfHost = String;
  const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER);
  const BIGINT_END = 10n ** 1000n;
  const UPCASTS_MAX = 100;

  // Told without a name before it: the host's own words.
  class Fault extends Error {}
  Fault.prototype.name = "";

  const parts = ["aggregateType", "version", "init", "when", "upcast"];
  let init;
  let handlers;
  let inOrder;
  let upcasters;
  let state;
  // Events compute their metadata on demand. Where a module may do so itself, those are told apart.
  let events;

  const functionsOf = (part, object) => {
    if (object === null || typeof object !== "object") throw new Fault(`${part} must be an object`);
    const table = create(null);
    for (const key of keys(object)) {
      const value = object[key];
      if (typeof value !== "function") throw new Fault(`${part}[${quoted(key)}] must be a function`);
      table[key] = value;
    }
    return freeze(table);
  };

  const quoted = (text) => `"${text}"`;

  const define = (definition, mayDefineAccessors) => {
    if (definition === null || typeof definition !== "object") {
      throw new Fault("its default export must be an object: export default { aggregateType, version, init, when }");
    }
    for (const key of keys(definition)) {
      if (!parts.includes(key)) throw new Fault(`${quoted(key)} is not known; a projection has ${parts.join(", ")}`);
    }
    const { aggregateType, version, when, upcast = {} } = definition;
    init = definition.init;
    if (typeof aggregateType !== "string" || aggregateType === "") throw new Fault("aggregateType must be a text");
    if (!isInteger(version) || version < 1 || version > 0xffffffff) {
      throw new Fault("version must be a whole number from 1");
    }
    if (typeof init !== "function") throw new Fault("init must be a function: init: () => ({})");
    handlers = functionsOf("when", when);
    inOrder = keys(handlers).map((key) => handlers[key]);
    upcasters = functionsOf("upcast", upcast);
    for (const key of keys(upcasters)) {
      if (!/^.+@[1-9][0-9]*$/s.test(key)) {
        throw new Fault(`upcast[${quoted(key)}] must be named after an event type and its version: "EventType@1"`);
      }
    }
    if (mayDefineAccessors) events = new WeakSetOfHost();
    return freeze([aggregateType, version, freeze(keys(handlers)), freeze(keys(upcasters))]);
  };

  const begin = () => (state = init());

  const lift = (event) => {
    for (let count = 0; ; count += 1) {
      const name = `${event.type}@${event.version}`;
      const upcaster = upcasters[name];
      if (upcaster === undefined) return event;
      if (count === UPCASTS_MAX) throw new Fault(`upcasting comes to no end at ${quoted(name)}`);
      const lifted = upcaster(event);
      const isEvent =
        lifted !== null &&
        typeof lifted === "object" &&
        typeof lifted.type === "string" &&
        isSafeInteger(lifted.version);
      if (!isEvent) throw new Fault(`upcast[${quoted(name)}] must return an event: ({ ...event, version: … })`);
      event = lifted;
    }
  };

  // Folds an event and gives the state. `index` is the handler's place among `when`; where there is none of that place
  // the event is to be upcast first. `metadata` is the value, or `undefined` where it is read from its text when somebody asks for it.
  const apply = (index, type, version, data, metadata, metadataText, actor, timestamp, aggregateVersion) => {
    let event =
      metadata !== undefined
        ? { type, version, data, metadata, actor, timestamp, aggregateVersion }
        : {
            type,
            version,
            data,
            get metadata() {
              if (metadata === undefined) metadata = parse(metadataText);
              return metadata;
            },
            set metadata(value) {
              metadata = value === undefined ? null : value;
            },
            actor,
            timestamp,
            aggregateVersion,
          };
    if (events !== undefined) events.add(event);
    let handler = inOrder[index];
    if (handler === undefined) {
      event = lift(event);
      handler = handlers[event.type] ?? handlers.$any;
      if (handler === undefined) return state;
    }
    return (state = handler(state, event));
  };

  const COMPUTED = "is computed when it is read; a state holds plain values";

  const isComputed = (object, key) => !events.has(object) && !("value" in getOwnPropertyDescriptor(object, key));

  // The path of a field that is computed when it is read; `undefined` where all are plain.
  const accessorIn = (value, path) => {
    if (value === null || typeof value !== "object" || events.has(value)) return undefined;
    if (path.length > 1000) return undefined;
    for (const key of keys(value)) {
      if (isComputed(value, key)) return [...path, key];
      const found = accessorIn(value[key], [...path, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const at = (steps) => {
    let value = state;
    for (const step of steps) {
      if (value === null || typeof value !== "object" || !hasOwn(value, step)) return undefined;
      if (isArray(value) && !/^(0|[1-9][0-9]*)$/.test(step)) return undefined;
      if (events !== undefined && isComputed(value, step)) throw new Fault(`"${step}" ${COMPUTED}`);
      value = value[step];
    }
    const computed = events === undefined ? undefined : accessorIn(value, []);
    if (computed !== undefined) throw new Fault(`"${computed.join("/")}" ${COMPUTED}`);
    return value;
  };

  // Whether JSON tells all there is to a value, so that folding may begin at it again: a tree of plain, open objects
  // and lists, no part of which stands in two places, with numbers that come back as the same kind of number.
  const isWhole = (value, seen) => {
    switch (typeof value) {
      case "number":
        return !isInteger(value) || isSafeInteger(value);
      case "bigint":
        return value > SAFE_MAX || value < -SAFE_MAX;
      case "object":
        break;
      default:
        return true;
    }
    if (value === null) return true;
    const listed = isArray(value);
    const prototype = listed ? arrayPrototype : objectPrototype;
    if (seen.has(value) || !isExtensible(value) || getPrototypeOf(value) !== prototype) return false;
    seen.add(value);
    const names = ownKeys(value);
    if (listed && names.length !== value.length + 1) return false;
    return names.every((name) => (listed && name === "length") || isOpen(value, name, seen));
  };

  const isOpen = (object, name, seen) => {
    const property = getOwnPropertyDescriptor(object, name);
    const open = property.enumerable && property.writable && property.configurable;
    return typeof name === "string" && open && isWhole(property.value, seen);
  };

  return freeze({
    define,
    begin,
    resume: (value) => {
      state = value;
    },
    apply,
    state: () => state,
    at,
    accessor: () => (events === undefined ? undefined : accessorIn(state, [])),
    isWhole: () => isWhole(state, new Set()),
    big: (digits) => BigIntOfHost(digits),
    digits: (big) => (big < BIGINT_END && big > -BIGINT_END ? StringOfHost(big) : undefined),
  });
})();
