//! The contract suite and random histories, on SQLite.

use crate::place::Place;

hindsight_testkit::contract_suite!(Place::new());
hindsight_testkit::importing_suite!(Place::new());

#[test]
fn plays_like_the_model() {
    hindsight_testkit::plays_like_the_model(64, Place::new);
}
