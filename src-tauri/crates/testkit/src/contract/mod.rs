//! The rules that every engine keeps, each as one test. `contract_suite!` runs them all.

pub mod append_order;
pub mod batches;
pub mod concurrency;
pub mod directory;
pub mod expected_versions;
pub mod histograms;
pub mod importing;
pub mod interruption;
pub mod invalid_requests;
pub mod json;
pub mod lookups;
pub mod pages;
pub mod positions;
pub mod queries;
pub mod reading_only;
pub mod retries;
pub mod snapshots;
pub mod streams;
pub mod timestamps;
