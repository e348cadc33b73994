//! What people give as reasons, and how they describe things.

/// Why a classification was asked for.
pub const CLASSIFICATION_REASONS: &[&str] = &[
    "The entity holds names and addresses since the spring release.",
    "Finding of the internal audit: personal data was rated too low.",
    "Prüfung gemäß Art. 30 DSGVO: personenbezogene Daten enthalten.",
    "The regulator asks for payment data to be handled as confidential.",
    "Contient des données à caractère personnel depuis la version 4.2.",
    "Yearly review of the data catalogue.",
    "Test data only; the higher rating slows the teams down without need.",
    "顧客データを含むため、分類を引き上げます。",
    "Published on the website anyway.",
    "Requested by the works council before the rollout.",
];

/// Why a request was approved.
pub const APPROVALS: &[&str] = &[
    "Agreed with the data protection officer.",
    "Plausible; the owner has confirmed it.",
    "Approved in the weekly board.",
    "Approved under the condition that access is reviewed within 30 days.",
    "Genehmigt – Rücksprache mit der Revision am Vortag.",
];

/// Why a request was turned down.
pub const REJECTIONS: &[&str] = &[
    "No evidence attached; please add the field list.",
    "The entity is retired next month.",
    "A duplicate of an earlier request.",
    "The present rating follows the policy, section 4.3.",
];

/// Why something was corrected.
pub const CORRECTIONS: &[&str] = &[
    "Typed into the wrong row.",
    "The amount was in Danish kroner, not in euros.",
    "Mixed up with the system of the same name.",
    "Off by a factor of ten.",
    "Zahlendreher bei der Eingabe.",
    "The source list was from last year.",
];

/// Why somebody else owns something now.
pub const HANDOVERS: &[&str] = &[
    "Handover after the reorganisation.",
    "Parental leave until autumn.",
    "The former owner left the company.",
    "Moved to the team that runs it.",
];

/// Why something went on to another stage of its life.
pub const STAGE_REASONS: &[&str] = &[
    "Decided in the portfolio board.",
    "Go-live accepted by the business.",
    "Replaced by the new platform.",
    "The contract with the vendor ends.",
    "End of support announced by the vendor.",
];

/// Why something was assessed.
pub const ASSESSMENT_REASONS: &[&str] = &[
    "Quarterly assessment.",
    "After the incident of last week.",
    "Requested by the risk committee.",
    "Workshop with the business unit.",
    "Vorbereitung der Jahresplanung.",
];

/// How people describe what an application is for.
pub const DESCRIPTIONS: &[&str] = &[
    "Used by the branch offices; read-only for headquarters.",
    "Keeps the golden record and feeds everything downstream.",
    "Bought in 2014, extended by ourselves ever since.",
    "Runs every night and must be done by six.",
    "The screens are in German, the reports in English.",
    "Successor of the mainframe job; same numbers, new format.",
    "Critical at month’s end, quiet otherwise.",
    "Shared with the joint venture – access by invitation only.",
    "Does one thing: matches payments to invoices (±0.01 €).",
    "Owned by two teams until the split is done.",
];
