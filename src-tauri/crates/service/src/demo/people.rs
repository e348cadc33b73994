//! Who acts: people by role, and programs.

use hindsight_domain::{ActorType, Source};

use super::draw::Draw;
use super::object::Object;

/// Somebody who works at the company.
#[derive(Debug, PartialEq, Eq)]
pub struct Person {
    /// The name that stands in an event's `actor`.
    pub actor: &'static str,
    /// The name that colleagues use.
    pub name: &'static str,
}

const fn person(actor: &'static str, name: &'static str) -> Person {
    Person { actor, name }
}

/// Those who approve.
pub const OFFICERS: &[Person] = &[
    person("officer-456", "Zoë Ängström"),
    person("officer-461", "Adaeze Nwosu"),
    person("officer-470", "Matteo Bianchi"),
    person("officer-488", "Ingrid Solheim"),
];

/// Those who plan applications and capabilities.
pub const ARCHITECTS: &[Person] = &[
    person("architect-112", "Priya Raman"),
    person("architect-118", "Jonas Lindqvist"),
    person("architect-121", "Chiara Moretti"),
    person("architect-127", "Dávid Szabó"),
    person("architect-133", "Amara Okafor"),
    person("architect-140", "Sébastien Roux"),
    person("architect-144", "Hana Kovářová"),
];

/// Those who answer for data.
pub const STEWARDS: &[Person] = &[
    person("steward-203", "Łukasz Wójcik"),
    person("steward-207", "Marta Fernández"),
    person("steward-211", "山田 花子"),
    person("steward-219", "Fiona MacLeod"),
    person("steward-224", "Rui Carvalho"),
    person("steward-230", "Ελένη Παππά"),
];

/// Those who own applications.
pub const OWNERS: &[Person] = &[
    person("owner-301", "Henrik Sørensen"),
    person("owner-306", "Claire Dubois"),
    person("owner-312", "Tomás Herrera"),
    person("owner-318", "Inês Duarte"),
    person("owner-325", "Katharina Vogel"),
    person("owner-331", "Oluwaseun Adeyemi"),
    person("owner-337", "Mei-Ling Chen"),
    person("owner-342", "Robert O’Connell"),
    person("owner-349", "Yusuf Demir"),
    person("owner-355", "Anneke de Vries"),
];

/// Those who run servers.
pub const ENGINEERS: &[Person] = &[
    person("engineer-511", "Ravi Krishnan"),
    person("engineer-514", "Lena Hofmann"),
    person("engineer-520", "Pavel Dvořák"),
    person("engineer-527", "Grace Mwangi"),
    person("engineer-533", "Björn Eriksson"),
    person("engineer-538", "Noor Hassan"),
];

/// Those who assess risk, maturity and cost.
pub const ANALYSTS: &[Person] = &[
    person("analyst-604", "Olivia Hartmann"),
    person("analyst-609", "Santiago Ruiz"),
    person("analyst-615", "Emeka Obi"),
    person("analyst-622", "Sofie Jansen"),
    person("analyst-628", "Andrei Popescu"),
];

/// Who acts, as what, and through which door.
#[derive(Debug, Clone, Copy)]
pub struct Who {
    /// The actor's name.
    pub actor: &'static str,
    /// As what.
    pub actor_type: ActorType,
    /// Through which door.
    pub source: Source,
}

const fn service(actor: &'static str, source: Source) -> Who {
    Who {
        actor,
        actor_type: ActorType::Service,
        source,
    }
}

/// Loads the landscape and measures it by night.
pub const CMDB_IMPORT: Who = service("cmdb-import", Source::Import);
/// Counts users and messages.
pub const USAGE_COLLECTOR: Who = service("usage-collector", Source::Import);
/// Measures the quality of data.
pub const QUALITY_PROBE: Who = service("quality-probe", Source::Import);
/// Brings costs from the ledger.
pub const FINANCE_SYNC: Who = service("finance-sync", Source::Import);
/// Carries out what was approved.
pub const POLICY_ENGINE: Who = service("policy-engine", Source::Api);
/// Patches servers.
pub const PATCH_RUNNER: Who = service("patch-runner", Source::Api);
/// Moves servers.
pub const MIGRATION_RUNNER: Who = service("migration-runner", Source::Api);
/// Tells of new servers.
pub const PROVISIONING_HOOK: Who = service("provisioning-hook", Source::Webhook);
/// Tells of deployments.
pub const DEPLOY_HOOK: Who = service("deploy-hook", Source::Webhook);
/// Tells of weaknesses that were found.
pub const SCANNER_HOOK: Who = service("scanner-hook", Source::Webhook);
/// Tells what a test found.
pub const SMOKE_TEST_HOOK: Who = service("smoke-test-hook", Source::Webhook);
/// The system's own clockwork.
pub const SCHEDULER: Who = Who {
    actor: "scheduler",
    actor_type: ActorType::System,
    source: Source::System,
};

impl Person {
    /// As a person in front of a screen, or now and then behind a script of their own.
    pub fn acts(&self, draw: &mut Draw) -> Who {
        let source = if draw.percent(93) {
            Source::Ui
        } else {
            Source::Api
        };
        Who {
            actor: self.actor,
            actor_type: ActorType::User,
            source,
        }
    }

    /// As an entry of a payload.
    pub fn object(&self) -> Object {
        Object::new().text("id", self.actor).text("name", self.name)
    }
}
