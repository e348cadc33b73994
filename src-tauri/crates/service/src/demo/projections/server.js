// How the events of a server become its state: where it has stood, and since when; a move that is reverted is undone.

/** Sets what an event tells; what stood there before is in the history anyway. */
const set = (state, { data }) => {
  const { previous, ...now } = data;
  return { ...state, ...now };
};

const stands = (state, places) => ({ ...state, location: places.at(-1).location, places });

export default {
  aggregateType: "Server",
  version: 1,

  init: () => ({ name: null, places: [] }),

  when: {
    ServerProvisioned: (state, { data, timestamp }) =>
      stands({ ...state, ...data }, [{ location: data.location, since: timestamp }]),

    ServerMigrated: (state, { data, timestamp }) =>
      stands(state, [...state.places, { location: data.location, since: timestamp }]),

    ServerMigrationReverted: (state) => stands(state, state.places.slice(0, -1)),

    $any: set,
  },
};
