//! A store with more aggregates than are watched at once is looked through part by part, and tells the same.

use hindsight_domain::EventType;
use hindsight_domain::completeness::FindingKind;

use super::*;
use crate::Target;
use crate::demo::{DemoOptions, create_demo};

#[tokio::test]
async fn in_how_many_parts_it_is_looked_at_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    let target = Target::parse(path.to_str().unwrap()).unwrap();
    let options = DemoOptions {
        events: 3_000,
        ..DemoOptions::default()
    };
    let session = create_demo(target, options, &|_| {}).await.unwrap();
    let mut asked = Asked::of(session.store(), &CheckScopeDto::Store)
        .await
        .unwrap();
    // With one type of events alone, the versions of all others are missing.
    asked.filter.event_type = Some(EventType::new("OwnerAssigned"));
    let mut told = Vec::new();
    for parts in [1, 2, 7] {
        let looked = look::in_parts(session.store(), &asked, parts, &|_| {})
            .await
            .unwrap();
        let gaps = looked.findings.listed.iter();
        let gaps = gaps.filter(|one| one.kind == FindingKind::VersionGap);
        let mut gaps: Vec<_> = gaps
            .map(|one| (one.positions.clone(), one.about.clone(), one.count))
            .collect();
        gaps.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        told.push(gaps);
    }
    assert!(told[0].len() > 10, "{told:#?}");
    assert_eq!(told[1], told[0]);
    assert_eq!(told[2], told[0]);
}
