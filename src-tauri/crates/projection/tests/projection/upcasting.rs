//! Events of an old form are lifted to the form that handlers know.

use hindsight_domain::replay::replay;

use crate::given::{event, load};

fn told(upcast: &str, event_type: &str, version: u32) -> Result<String, String> {
    let text = format!(
        "export default {{ aggregateType: 'Thing', version: 1, init: () => null,\n\
         when: {{ E: (state, event) => [event.type, event.version, event.data, event.aggregateVersion] }},\n\
         upcast: {{ {upcast} }} }};"
    );
    let mut event = event(1, event_type, r#"{"n":1}"#);
    event.event_version = version;
    let replayed = replay(&load(&text), None, &[event]).unwrap();
    match replayed.stopped {
        Some(error) => Err(error.to_string()),
        None => Ok(replayed.state.to_string()),
    }
}

const CHAIN: &str = "'E@1': (e) => ({ ...e, version: 2, data: { ...e.data, two: true } }),
    'E@2': (e) => ({ ...e, version: 3, data: { ...e.data, three: true } }),
    'Old@1': (e) => ({ ...e, type: 'E', version: 3 })";

#[test]
fn upcasters_are_chained_until_none_fits() {
    assert_eq!(
        told(CHAIN, "E", 1).unwrap(),
        r#"["E",3,{"n":1,"two":true,"three":true},1]"#
    );
    assert_eq!(
        told(CHAIN, "E", 2).unwrap(),
        r#"["E",3,{"n":1,"three":true},1]"#
    );
    assert_eq!(told(CHAIN, "E", 3).unwrap(), r#"["E",3,{"n":1},1]"#);
}

#[test]
fn an_event_may_be_given_another_type() {
    assert_eq!(told(CHAIN, "Old", 1).unwrap(), r#"["E",3,{"n":1},1]"#);
    assert_eq!(
        told(CHAIN, "Old", 2).unwrap(),
        "null",
        "no handler and no upcaster"
    );
}

#[test]
fn an_upcaster_that_goes_wrong_is_told() {
    let round = told("'E@1': (e) => ({ ...e })", "E", 1).unwrap_err();
    assert!(
        round.contains("upcasting comes to no end at \"E@1\""),
        "{round}"
    );
    for returned in [
        "undefined",
        "7",
        "{}",
        "{ type: 'E', version: '2' }",
        "null",
    ] {
        let error = told(&format!("'E@1': () => ({returned})"), "E", 1).unwrap_err();
        assert!(
            error.contains("upcast[\"E@1\"] must return an event"),
            "{error}"
        );
    }
    let thrown = told("'E@1': (e) => e.data.none.x", "E", 1).unwrap_err();
    assert!(thrown.contains("thing.js, line 3: TypeError"), "{thrown}");
}
