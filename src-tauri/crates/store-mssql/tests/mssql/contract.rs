//! The contract suite and random histories, on a SQL Server.

use crate::place::Place;

hindsight_testkit::contract_suite!(
    #[cfg_attr(
        not(a_server_is_there),
        ignore = "HINDSIGHT_TEST_MSSQL names no server"
    )]
    Place::new().await
);

hindsight_testkit::importing_suite!(
    #[cfg_attr(
        not(a_server_is_there),
        ignore = "HINDSIGHT_TEST_MSSQL names no server"
    )]
    Place::new().await
);

#[test]
#[cfg_attr(
    not(a_server_is_there),
    ignore = "HINDSIGHT_TEST_MSSQL names no server"
)]
fn plays_like_the_model() {
    hindsight_testkit::plays_like_the_model(16, Place::new_blocking);
}
