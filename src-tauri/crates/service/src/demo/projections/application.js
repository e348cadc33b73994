// How the events of an application become its state.
//
// Beyond setting fields, it keeps lists that grow and shrink (runsOn, supports), former names, the costs of the last
// years without those that were corrected, and lifts events of the first half of the year to the form of today.

const SHOWN_COSTS = 12;

/** Sets what an event tells; what stood there before is in the history anyway. */
const set = (state, { data }) => {
  const { previous, ...now } = data;
  return { ...state, ...now };
};

/** A list with an item put in the place of the one with its id, or at the end. */
const put = (list, item) =>
  list.some(({ id }) => id === item.id)
    ? list.map((other) => (other.id === item.id ? item : other))
    : [...list, item];

/** `{ name: details }` as items of a list. */
const items = (byName) => Object.entries(byName).map(([id, details]) => ({ id, ...details }));

const euros = (amount) => ({ amount, currency: "EUR" });

const costed = (state, costs, { amount, currency }) => ({
  ...state,
  annualCost: { amount, currency },
  costs: costs.slice(-SHOWN_COSTS),
});

export default {
  aggregateType: "Application",
  version: 1,

  init: () => ({ name: null, formerNames: [], runsOn: [], supports: [], costs: [] }),

  when: {
    ApplicationRegistered: (state, { data, timestamp }) => {
      const { runsOn = {}, annualCost, ...rest } = data;
      const costs = [{ at: timestamp, ...annualCost }];
      return { ...costed({ ...state, ...rest }, costs, annualCost), runsOn: items(runsOn) };
    },

    ApplicationRenamed: (state, { data }) => ({
      ...state,
      name: data.name,
      formerNames: [...state.formerNames, state.name],
    }),

    // The same server again, in another release, is put in the place of the old entry.
    ApplicationDeployed: (state, { data }) => ({
      ...state,
      runsOn: items(data.runsOn).reduce(put, state.runsOn),
    }),

    ApplicationUndeployed: (state, { data }) => ({
      ...state,
      runsOn: state.runsOn.filter(({ id }) => data.runsOn[id] === undefined),
    }),

    CapabilitySupported: (state, { data }) => {
      const supported = Object.entries(data.supports).map(([id, extent]) => ({ id, extent }));
      return { ...state, supports: supported.reduce(put, state.supports) };
    },

    AnnualCostRecorded: (state, { data, timestamp }) =>
      costed(state, [...state.costs, { at: timestamp, ...data.annualCost }], data.annualCost),

    // A correction undoes what was recorded last, as if it had never been.
    AnnualCostCorrected: (state, { data, timestamp }) =>
      costed(state, [...state.costs.slice(0, -1), { at: timestamp, ...data.annualCost }], data.annualCost),

    $any: set,
  },

  upcast: {
    // Until June the owner was a name, and the cost a number of euros.
    "ApplicationRegistered@1": (event) => ({
      ...event,
      version: 2,
      data: { ...event.data, owner: { name: event.data.owner }, annualCost: euros(event.data.annualCost) },
    }),
    "AnnualCostRecorded@1": (event) => ({
      ...event,
      version: 2,
      data: { annualCost: euros(event.data.annualCost) },
    }),
    "AnnualCostCorrected@1": (event) => ({
      ...event,
      version: 2,
      data: {
        annualCost:
          typeof event.data.annualCost === "number" ? euros(event.data.annualCost) : event.data.annualCost,
      },
    }),
  },
};
