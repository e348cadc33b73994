//! What a person calls a thing on the screen: its role, beside its name.

/// The roles that tests ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Button,
    Link,
    TextBox,
    SearchBox,
    ComboBox,
    Grid,
    Row,
    Region,
    Dialog,
    MenuItem,
    Option,
    Radio,
    Scrollbar,
    Slider,
}

impl Role {
    /// A CSS selector of the elements that may have the role: by an attribute, or because HTML gives it to them.
    pub fn selector(self) -> &'static str {
        match self {
            Self::Button => "button:not([role]), summary, [role=button]",
            Self::Link => "a[href]:not([role]), [role=link]",
            Self::TextBox => {
                "input:not([role]):not([type]), input:not([role])[type=text], input:not([role])[type=password], textarea:not([role]), [role=textbox]"
            }
            Self::ComboBox => "[role=combobox]",
            Self::SearchBox => "input[type=search]:not([role]), [role=searchbox]",
            Self::Grid => "[role=grid]",
            Self::Row => "tr:not([role]), [role=row]",
            Self::Region => "section[aria-label], section[aria-labelledby], [role=region]",
            Self::Dialog => "dialog:not([role]), [role=dialog], [role=alertdialog]",
            Self::MenuItem => "[role=menuitem]",
            Self::Option => "[role=option]",
            Self::Radio => "input[type=radio]:not([role]), [role=radio]",
            Self::Scrollbar => "[role=scrollbar]",
            Self::Slider => "input[type=range]:not([role]), [role=slider]",
        }
    }
}
