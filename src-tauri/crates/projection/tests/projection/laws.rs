//! Laws that hold for every history.

use std::sync::LazyLock;

use hindsight_domain::Version;
use hindsight_domain::replay::{Blame, Delta, EventRef, Fold, MergeFold, blame, replay};
use hindsight_projection::Projection;
use proptest::prelude::*;

use crate::given::{history, load, module};

/// The merge patch of RFC 7396, as a projection.
static MERGE: LazyLock<Projection> = LazyLock::new(|| {
    let merge = "const merge = (target, patch) => {
        if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
        const merged = target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {};
        for (const key of Object.keys(patch)) {
          if (patch[key] === null) delete merged[key];
          else merged[key] = merge(merged[key], patch[key]);
        }
        return merged;
      };";
    load(&format!(
        "{merge}\n{}",
        module("{}", "return merge(state, event.data);")
    ))
});

fn json() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "null",
        "true",
        "1",
        "-7.5",
        "\"x\"",
        "9007199254740993",
    ]);
    let key = || prop::sample::select(vec!["a", "b", "id", "__proto__", "constructor"]);
    leaf.prop_map(str::to_owned)
        .prop_recursive(3, 20, 4, move |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4)
                    .prop_map(|items| format!("[{}]", items.join(","))),
                prop::collection::btree_map(key(), inner, 0..4).prop_map(|entries| {
                    let entries: Vec<String> = entries
                        .iter()
                        .map(|(key, value)| format!("{key:?}:{value}"))
                        .collect();
                    format!("{{{}}}", entries.join(","))
                }),
            ]
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Two folds that mean the same come to the same states, blame and differences, event by event.
    #[test]
    fn a_projection_folds_as_the_merge_fold_does(payloads in prop::collection::vec(json(), 0..6)) {
        let events = history(&payloads);
        for count in 0..=events.len() {
            let by_module = replay(&*MERGE, None, &events[..count]).unwrap();
            let by_merge = replay(&MergeFold, None, &events[..count]).unwrap();
            prop_assert_eq!(by_module, by_merge);
        }
        prop_assert_eq!(blame(&*MERGE, &events).unwrap(), blame(&MergeFold, &events).unwrap());
    }

    /// What a fold tells event by event is what a refold from the start finds, wherever it is cut by a checkpoint.
    #[test]
    fn a_stretch_can_be_cut_anywhere(payloads in prop::collection::vec(json(), 1..6), cut in 0..6usize) {
        let events = history(&payloads);
        let (head, tail) = events.split_at(cut.min(events.len()));
        let mut first = MERGE.begin(None).unwrap();
        first.apply(head).unwrap();
        let checkpoint = first.checkpoint().unwrap();
        prop_assert!(checkpoint.is_some());
        let mut second = MERGE.begin(checkpoint.as_ref()).unwrap();
        second.apply(tail).unwrap();
        let whole = replay(&*MERGE, None, &events).unwrap();
        prop_assert_eq!(second.state().unwrap(), whole.state);
    }

    /// Blame told along the way agrees with blame of states that are each folded from the start.
    #[test]
    fn blame_agrees_with_a_refold(payloads in prop::collection::vec(json(), 0..5)) {
        let events = history(&payloads);
        let state_at = |count: usize| replay(&*MERGE, None, &events[..count]).unwrap().state;
        let mut naive = Blame::begin(&state_at(0));
        for (at, event) in events.iter().enumerate() {
            naive.take(EventRef::from(event), &Delta::between(&state_at(at), &state_at(at + 1)));
        }
        let (told, stopped) = blame(&*MERGE, &events).unwrap();
        prop_assert_eq!(stopped.map(|error| error.version()), None::<Version>);
        prop_assert_eq!(told, naive);
    }
}
