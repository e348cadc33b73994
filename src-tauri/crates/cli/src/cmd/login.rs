//! `hindsight login` and `hindsight logout`: a password into the keychain of this machine, and out of it again.

use std::io::{IsTerminal, stdin};

use hindsight_service::{Secret, Server, Target};

use crate::args::TargetArgs;
use crate::failure::{Code, Failure};
use crate::output::Output;

/// Asks for the password without showing it, and has the keychain keep it.
pub async fn login(args: &TargetArgs) -> Result<(), Failure> {
    let (server, user) = login_of(&args.target)?;
    let place = server.address().server();
    let password = read(&format!("Password of {user} on {place}: "))?;
    if password.is_empty() {
        return Err(Failure::failed("nothing was given, and nothing is kept"));
    }
    server
        .with_secret(Secret::new(password))
        .keep_password()
        .await?;
    say(&format!(
        "The keychain of this machine keeps the password of {user} on {place}"
    ))
}

/// Has the keychain forget it.
pub async fn logout(args: &TargetArgs) -> Result<(), Failure> {
    let (server, user) = login_of(&args.target)?;
    let place = server.address().server();
    match server.forget_password().await? {
        true => say(&format!(
            "The keychain of this machine no longer has the password of {user} on {place}"
        )),
        false => say(&format!(
            "The keychain of this machine has no password of {user} on {place}"
        )),
    }
}

fn login_of(target: &str) -> Result<(Server, String), Failure> {
    let Target::Mssql(server) = Target::parse(target)? else {
        return Err(not_understood(&format!(
            "{target} is a file, and a file has no password; name a server: mssql://user@host/database"
        )));
    };
    match server.address().user.clone() {
        Some(user) => Ok((server, user)),
        None => Err(not_understood(
            "the address names no login, and a token is never kept; name one: mssql://user@host/database",
        )),
    }
}

fn not_understood(why: &str) -> Failure {
    Failure::Told(Code::Usage, Some(why.to_owned()))
}

/// From the terminal without an echo, or from whatever is fed: a line either way.
fn read(prompt: &str) -> Result<String, Failure> {
    let mut line = String::new();
    let read = match stdin().is_terminal() {
        true => rpassword::prompt_password(prompt).map(|typed| line = typed),
        false => stdin().read_line(&mut line).map(|_| ()),
    };
    read.map_err(|failure| Failure::failed(format!("the password cannot be read: {failure}")))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn say(words: &str) -> Result<(), Failure> {
    let mut output = Output::new();
    output.line(words)?;
    Ok(output.flush()?)
}
