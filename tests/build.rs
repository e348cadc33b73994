//! Says whether there is a server to test against, so that without one the tests are counted as left out, not as passed.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(a_server_is_there)");
    println!("cargo::rerun-if-env-changed=HINDSIGHT_TEST_MSSQL");
    if std::env::var_os("HINDSIGHT_TEST_MSSQL").is_some_and(|url| !url.is_empty()) {
        println!("cargo::rustc-cfg=a_server_is_there");
    }
}
