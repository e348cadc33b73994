// How the events of a data entity become its state: where it is stored, as a list, and the classifications that it has
// had, without those that were set by mistake.

/** Sets what an event tells; what stood there before is in the history anyway. */
const set = (state, { data }) => {
  const { previous, ...now } = data;
  return { ...state, ...now };
};

const put = (list, item) =>
  list.some(({ id }) => id === item.id)
    ? list.map((other) => (other.id === item.id ? item : other))
    : [...list, item];

const items = (byName) => Object.entries(byName).map(([id, details]) => ({ id, ...details }));

const classified = (state, classifications) => ({
  ...state,
  classification: classifications.at(-1).classification,
  classifications,
});

export default {
  aggregateType: "DataEntity",
  version: 1,

  init: () => ({ name: null, classifications: [], storedIn: [] }),

  when: {
    DataEntityDefined: (state, { data, timestamp }) => {
      const { storedIn = {}, classification, ...rest } = data;
      const first = { classification, since: timestamp };
      return { ...classified({ ...state, ...rest }, [first]), storedIn: items(storedIn) };
    },

    StoredInApplication: (state, { data }) => ({
      ...state,
      storedIn: items(data.storedIn).reduce(put, state.storedIn),
    }),

    DataClassificationChanged: (state, { data, timestamp }) =>
      classified(state, [...state.classifications, { classification: data.classification, since: timestamp }]),

    // A correction undoes the change that it corrects: what stood before stands again, since when it stood.
    DataClassificationCorrected: (state, { data }) => {
      const before = state.classifications.slice(0, -1);
      if (before.at(-1)?.classification !== data.classification) {
        throw new Error(`the correction to ${data.classification} does not undo the last change`);
      }
      return classified(state, before);
    },

    $any: set,
  },
};
