// Given: the holders of an account, and what can happen to them. The kata is about `lib.rs`; nothing here needs to change.

use std::fmt;

/// Names one person who has something to say about an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HolderName(String);

impl HolderName {
    /// Takes `name` as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for HolderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a holder may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The money is theirs, and so is the debt.
    Owner,
    /// May pay from the account, and owns nothing of it.
    Signatory,
}

/// `owner` or `signatory`.
impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Owner => "owner",
            Self::Signatory => "signatory",
        })
    }
}

/// A person and their role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    name: HolderName,
    role: Role,
}

impl Holder {
    /// `name`, with this role.
    pub fn new(name: HolderName, role: Role) -> Self {
        Self { name, role }
    }

    /// Who it is.
    pub fn name(&self) -> &HolderName {
        &self.name
    }

    /// What they may do.
    pub fn role(&self) -> Role {
        self.role
    }
}

/// Something that happened to an account and that others will be told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Somebody became a holder.
    HolderAdded {
        /// Who.
        holder: HolderName,
        /// In which role.
        role: Role,
    },
    /// A holder is one no longer.
    HolderRemoved {
        /// Who.
        holder: HolderName,
    },
    /// A holder got another role.
    RoleChanged {
        /// Who.
        holder: HolderName,
        /// The new role.
        role: Role,
    },
}
