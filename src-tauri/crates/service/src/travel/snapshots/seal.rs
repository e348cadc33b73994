//! The name of a stored state, which tells what made it.
//!
//! The table of snapshots knows the version of a projection, and neither its text nor whether it was merge patch that
//! folded. The seal knows: it is a UUID over all of that and over the state's bytes. It is no proof against forgery,
//! for whoever can write to the file can make one.

use hindsight_domain::{Payload, Snapshot, SnapshotId};
use sha2::{Digest, Sha256};

use crate::wire::FoldedByDto;

/// The version under which states of the merge patch are stored.
const MERGE_VERSION: u32 = 1;

/// The version that a fold's states are stored under.
pub fn version_of(by: &FoldedByDto) -> u32 {
    match by {
        FoldedByDto::Merge { .. } => MERGE_VERSION,
        FoldedByDto::Projection { version, .. } => *version,
    }
}

/// The name of a state that this fold made.
pub fn seal(snapshot: &Snapshot, by: &FoldedByDto) -> SnapshotId {
    let fold = match by {
        FoldedByDto::Merge { .. } => "merge patch",
        FoldedByDto::Projection { hash, .. } => hash,
    };
    let (version, snapshot_version) = (
        snapshot.version.to_string(),
        snapshot.snapshot_version.to_string(),
    );
    let mut hash = Sha256::new();
    for part in [
        "hindsight snapshot",
        fold,
        snapshot.aggregate_id.as_str(),
        snapshot.aggregate_type.as_str(),
        &version,
        &snapshot_version,
        snapshot.state.as_str(),
    ] {
        // Each part behind its length, so that no two run together to the same bytes.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().into()
}

/// Whether this very fold made a stored state, and its bytes are those that were stored.
pub fn is_sealed(snapshot: &Snapshot, by: &FoldedByDto) -> bool {
    matches!(snapshot.state, Payload::Json(_)) && seal(snapshot, by) == snapshot.snapshot_id
}

#[cfg(test)]
mod tests {
    use hindsight_domain::{AggregateId, AggregateType, Version};

    use super::*;

    fn snapshot() -> Snapshot {
        Snapshot {
            snapshot_id: SnapshotId::new(""),
            aggregate_id: AggregateId::new("a"),
            aggregate_type: AggregateType::new("Server"),
            version: Version(100),
            snapshot_version: 1,
            timestamp: None,
            state: Payload::from_stored(r#"{"a":1.10}"#.to_owned()),
        }
    }

    #[test]
    fn a_seal_tells_what_made_a_state_and_that_it_is_whole() {
        let merge = FoldedByDto::Merge { problem: None };
        let projection = |hash: &str| FoldedByDto::Projection {
            file: "server.js".into(),
            version: 1,
            hash: hash.into(),
        };
        let sealed = Snapshot {
            snapshot_id: seal(&snapshot(), &merge),
            ..snapshot()
        };
        assert!(sealed.snapshot_id.is_canonical());
        let excused = FoldedByDto::Merge {
            problem: Some("broken".into()),
        };
        assert!(is_sealed(&sealed, &merge) && is_sealed(&sealed, &excused));
        assert!(!is_sealed(&sealed, &projection("f00")));
        let changed = |change: &dyn Fn(&mut Snapshot)| {
            let mut changed = sealed.clone();
            change(&mut changed);
            is_sealed(&changed, &merge)
        };
        assert!(!changed(&|one| one.version = Version(101)));
        assert!(!changed(&|one| one.snapshot_version = 2));
        assert!(!changed(&|one| one.aggregate_id = AggregateId::new("b")));
        assert!(!changed(
            &|one| one.aggregate_type = AggregateType::new("Serve")
        ));
        assert!(!changed(
            &|one| one.state = Payload::from_stored(r#"{"a":1.1}"#.into())
        ));
        assert!(!changed(&|one| one.snapshot_id = SnapshotId::new("")));
        let by = projection("f00");
        let other = seal(&snapshot(), &by);
        assert_ne!(other, seal(&snapshot(), &projection("f01")));
    }
}
