//! What things are called: enough names, each used once, for a store of any size.

/// The `nth` application's name, no two alike.
pub fn application(nth: u32) -> String {
    layered(nth, APPLICATIONS)
}

/// The `nth` data entity's name, no two alike.
pub fn data_entity(nth: u32) -> String {
    layered(nth, DATA_ENTITIES)
}

/// The `nth` capability's name, no two alike.
pub fn capability(nth: u32) -> String {
    layered(nth, CAPABILITIES)
}

/// The `nth` server's name, no two alike, such as `fra-prd-app-0042`.
pub fn server(nth: u32, place: usize) -> String {
    let environment = ["prd", "prd", "acc", "tst"][nth as usize % 4];
    let role = ["app", "db", "app", "web", "mq", "etl", "app"][nth as usize % 7];
    format!("{}-{environment}-{role}-{:04}", PLACES[place].0, nth + 1)
}

/// The `nth` change request's name.
pub fn change_request(nth: u32) -> String {
    format!("CR-2025-{:06}", nth + 1)
}

/// Where servers stand: the short name and the long one.
pub const PLACES: &[(&str, &str)] = &[
    ("ams", "Amsterdam"),
    ("fra", "Frankfurt"),
    ("sto", "Stockholm"),
    ("zrh", "Zürich"),
    ("dub", "Dublin"),
    ("sin", "Singapore"),
];

/// The parts of the company.
pub const UNITS: &[&str] = &[
    "Retail",
    "Wholesale",
    "Logistics",
    "Finance",
    "Insurance",
    "Online",
    "Service",
    "Leasing",
    "Group",
    "Partner",
];

/// Where the company does business.
const REGIONS: &[&str] = &[
    "Nordics",
    "Benelux",
    "DACH",
    "Iberia",
    "France",
    "Italy",
    "UK & Ireland",
    "Poland",
    "Baltics",
    "Balkans",
    "Czechia",
    "Hungary",
    "Türkiye",
    "Gulf",
    "India",
    "Japan",
    "Singapore",
    "Australia",
    "Canada",
    "Brazil",
];

const APPLICATIONS: &[&str] = &[
    "Billing",
    "Customer Master",
    "Payments Gateway",
    "Order Hub",
    "Product Catalogue",
    "Pricing Engine",
    "Claims Desk",
    "Warehouse Control",
    "Route Planner",
    "Fleet Telematics",
    "Supplier Portal",
    "Contract Archive",
    "General Ledger",
    "Treasury Desk",
    "Tax Reporting",
    "Payroll",
    "Time Recording",
    "Recruiting",
    "Learning Hub",
    "Identity Broker",
    "Access Review",
    "Data Lake",
    "Report Factory",
    "Campaign Manager",
    "Loyalty Club",
    "Web Shop",
    "Mobile App",
    "Point of Sale",
    "Returns Desk",
    "Call Centre Desktop",
    "Knowledge Base",
    "Ticket Desk",
    "Document Scanner",
    "E-Signature",
    "Fraud Monitor",
    "Credit Scoring",
    "Collections",
    "Asset Register",
    "Maintenance Planner",
    "Energy Monitor",
    "Quality Lab",
    "Recipe Manager",
    "Demand Forecast",
    "Stock Ledger",
    "Customs Filing",
    "Freight Audit",
    "Message Bus",
    "File Transfer Hub",
    "Batch Scheduler",
    "Monitoring Console",
    "Secrets Vault",
    "Mail Gateway",
    "Intranet",
    "Board Portal",
    "Risk Register",
    "Audit Workbench",
    "Policy Library",
    "Complaints Desk",
    "Partner Exchange",
    "Sustainability Report",
];

const DATA_ENTITIES: &[&str] = &[
    "Customer",
    "Customer Address",
    "Customer Consent",
    "Customer Segment",
    "Bank Account",
    "Payment Instruction",
    "Invoice",
    "Invoice Line",
    "Credit Note",
    "Order",
    "Order Line",
    "Shipment",
    "Parcel",
    "Return",
    "Product",
    "Product Price",
    "Product Image",
    "Supplier",
    "Supplier Rating",
    "Purchase Order",
    "Goods Receipt",
    "Stock Level",
    "Warehouse",
    "Vehicle",
    "Driver",
    "Route",
    "Employee",
    "Employment Contract",
    "Salary",
    "Absence",
    "Timesheet",
    "Applicant",
    "Training Record",
    "User Account",
    "Role Assignment",
    "Access Log",
    "Claim",
    "Claim Document",
    "Policy",
    "Premium",
    "Risk Score",
    "Credit Limit",
    "Dunning Notice",
    "Ledger Entry",
    "Cost Centre",
    "Profit Centre",
    "Budget",
    "Tax Code",
    "Exchange Rate",
    "Contract",
    "Contract Clause",
    "Complaint",
    "Call Recording",
    "Chat Transcript",
    "Campaign Response",
    "Loyalty Balance",
    "Web Session",
    "Sensor Reading",
    "Meter Reading",
    "Energy Certificate",
];

const CAPABILITIES: &[&str] = &[
    "Order Management",
    "Customer Care",
    "Pricing",
    "Demand Planning",
    "Procurement",
    "Supplier Management",
    "Inventory Management",
    "Inbound Logistics",
    "Outbound Logistics",
    "Fleet Management",
    "Product Development",
    "Quality Assurance",
    "Brand Management",
    "Campaign Management",
    "Sales Planning",
    "Account Management",
    "Billing and Invoicing",
    "Receivables",
    "Payables",
    "Cash Management",
    "Financial Close",
    "Tax",
    "Controlling",
    "Risk Management",
    "Compliance",
    "Internal Audit",
    "Legal",
    "Workforce Planning",
    "Recruitment",
    "Payroll Processing",
    "Learning",
    "Facility Management",
    "Energy Management",
    "Information Security",
    "Identity and Access",
    "Data Governance",
    "Analytics",
    "Application Operations",
    "Platform Operations",
    "Enterprise Architecture",
    "Portfolio Management",
    "Project Delivery",
    "Claims Handling",
    "Underwriting",
    "Customer Onboarding",
    "Returns Handling",
    "After-Sales Service",
    "Partner Management",
    "Customs and Trade",
    "Sustainability",
];

/// First the plain names, then those of each region, then those of each unit in each region, then numbered ones.
/// Within a layer the order is mixed, so that neighbours do not sound alike.
fn layered(nth: u32, plain: &[&str]) -> String {
    let (names, regions) = (plain.len() as u32, REGIONS.len() as u32);
    let regional = names * regions;
    let whole = regional * UNITS.len() as u32;
    if nth < names {
        return plain[mixed(nth, names)].to_owned();
    }
    if let Some(nth) = nth.checked_sub(names).filter(|nth| *nth < regional) {
        let at = mixed(nth, regional);
        return format!(
            "{} {}",
            plain[at / REGIONS.len()],
            REGIONS[at % REGIONS.len()]
        );
    }
    let nth = nth - names - regional;
    let at = mixed(nth % whole, whole);
    let (unit, rest) = (UNITS[at % UNITS.len()], at / UNITS.len());
    let name = format!(
        "{unit} {} {}",
        plain[rest / REGIONS.len()],
        REGIONS[rest % REGIONS.len()]
    );
    match nth / whole {
        0 => name,
        round => format!("{name} {}", round + 1),
    }
}

/// Another number below `size` for every number below `size`: steps of a prime that does not divide it.
fn mixed(nth: u32, size: u32) -> usize {
    (u64::from(nth) * 7_919 % u64::from(size)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_things_of_a_kind_have_one_name() {
        for name in [application, data_entity, capability, change_request] {
            let names: HashSet<String> = (0..40_000).map(name).collect();
            assert_eq!(names.len(), 40_000);
        }
    }

    #[test]
    fn small_stores_have_plain_names() {
        assert_eq!(application(0), "Billing");
        assert!(
            (0..APPLICATIONS.len() as u32).all(|nth| APPLICATIONS.contains(&&*application(nth)))
        );
        assert_eq!(server(41, 1), "fra-prd-app-0042");
        assert_eq!(change_request(41), "CR-2025-000042");
    }
}
