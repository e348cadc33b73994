// How the events of a change request become its state. A request that is turned down is off the table: its state is
// null, and it counts as deleted.

/** A step of the request's way, in order of time. */
const step = (state, { type, actor, timestamp, data }) => {
  const { previous, ...now } = data;
  return { ...state, ...now, steps: [...state.steps, { what: type, by: actor, at: timestamp }] };
};

export default {
  aggregateType: "ChangeRequest",
  version: 1,

  init: () => ({ steps: [] }),

  when: {
    ChangeRequested: step,
    ChangeApproved: step,
    ChangeImplemented: step,
    ChangeRejected: () => null,
  },
};
