//! The store that is made of it.

use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use hindsight_domain::{EventFilter, Order, Page};

use super::super::{DemoOptions, Generator, create_demo};
use super::events;
use crate::error::{ErrorCode, ServiceError};
use crate::target::Target;
use crate::wire::ProgressDto;

const OPTIONS: DemoOptions = DemoOptions {
    events: 700,
    seed: 5,
};

fn target(folder: &Path) -> Target {
    Target::parse(folder.join("demo.db").to_str().unwrap()).unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[tokio::test]
async fn the_store_holds_what_was_generated_at_the_times_of_the_year() {
    let folder = tempfile::tempdir().unwrap();
    let told = Mutex::new(Vec::new());
    let tell = |progress: ProgressDto| told.lock().unwrap().push(progress);
    let session = create_demo(target(folder.path()), OPTIONS, &tell)
        .await
        .unwrap();
    assert_eq!(
        told.lock().unwrap().last(),
        Some(&ProgressDto {
            done: 700,
            total: 700
        })
    );

    let page = Page::first(Order::OldestFirst, 1_000);
    let stored = session
        .store()
        .query(&EventFilter::default(), page)
        .await
        .unwrap()
        .events;
    let year: Vec<_> = Generator::new(700, 5).collect();
    let wanted = events(&year);
    assert_eq!(stored.len(), wanted.len());
    for (stored, wanted) in stored.iter().zip(&wanted) {
        assert_eq!(stored.event_id.as_str(), wanted.id());
        assert_eq!(stored.timestamp.value, Some(wanted.at));
        assert_eq!(stored.data.as_str(), wanted.event.data.as_str());
        assert_eq!(stored.aggregate_id.as_str(), wanted.aggregate_id);
        assert!(stored.marks.is_empty(), "{:?}", stored.marks);
    }
    let info = session.checked_info().await.unwrap();
    assert!(!info.writable);
    assert_eq!(info.events, "700");
    assert_eq!(info.commands, Some(year.len().to_string()));
    assert_eq!(
        names_in(folder.path()),
        ["demo.db", "projections"],
        "nothing else is left beside it"
    );
}

#[tokio::test]
async fn what_is_there_already_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("demo.db");
    fs::write(&place, "mine").unwrap();
    let made = create_demo(target(folder.path()), OPTIONS, &|_| {}).await;
    assert_left_alone(made.err(), &place);
}

#[tokio::test]
async fn what_comes_to_stand_there_meanwhile_is_left_alone_too() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("demo.db");
    let tell = |_| fs::write(&place, "mine").unwrap();
    let made = create_demo(target(folder.path()), OPTIONS, &tell).await;
    assert_left_alone(made.err(), &place);
}

fn assert_left_alone(error: Option<ServiceError>, place: &Path) {
    assert_eq!(
        error.map(|error| error.code),
        Some(ErrorCode::AlreadyExists)
    );
    assert_eq!(fs::read(place).unwrap(), b"mine");
    assert_eq!(names_in(place.parent().unwrap()), ["demo.db"]);
}

#[tokio::test]
async fn work_that_is_called_off_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let options = DemoOptions {
        events: 50_000,
        seed: 1,
    };
    let begun = Mutex::new(false);
    let tell = |_| *begun.lock().unwrap() = true;
    let mut making = Box::pin(create_demo(target(folder.path()), options, &tell));
    while !*begun.lock().unwrap() {
        let polled = making
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(
            matches!(polled, Poll::Pending),
            "not done after the first batch"
        );
        tokio::task::yield_now().await;
    }
    drop(making);
    assert!(names_in(folder.path()).is_empty());
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let made = create_demo(target(&folder.path().join("none")), OPTIONS, &|_| {}).await;
    let error = made.err().unwrap();
    assert_eq!(error.code, ErrorCode::NotFound);
    assert!(
        error.message.starts_with("There is no folder"),
        "{}",
        error.message
    );
}
