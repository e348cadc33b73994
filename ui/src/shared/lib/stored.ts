import { useSyncExternalStore } from "react";

/** A small setting of this window that outlives it. One of a closed list of words. */
export interface Setting<T extends string> {
  read(): T;
  write(value: T): void;
  subscribe(listener: () => void): () => void;
}

/** A setting under a name, with the words it may have; the first is the default. */
export function setting<T extends string>(name: string, words: readonly [T, ...T[]]): Setting<T> {
  const listeners = new Set<() => void>();
  let current = load(name, words);
  return {
    read: () => current,
    write(value) {
      current = value;
      save(name, value);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Reads a setting and follows its changes. */
export function useSetting<T extends string>(setting: Setting<T>): T {
  return useSyncExternalStore(setting.subscribe, setting.read);
}

function load<T extends string>(name: string, words: readonly [T, ...T[]]): T {
  try {
    const text = localStorage.getItem(name);
    return words.find((word) => word === text) ?? words[0];
  } catch {
    return words[0];
  }
}

function save(name: string, value: string) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A window without storage forgets the choice when it closes; nothing else depends on it.
  }
}
