//! To be removed is to get no role at all, so both calls go through one method.
//!
//! The rule is asked in one place, for this call and the next one. The price is an answer of its own that each call
//! translates into its error.

mod error;
mod holder;

pub use error::{AddHolderError, ChangeRoleError, OpenError, RemoveHolderError};
pub use holder::{Event, Holder, HolderName, Role};

/// A bank account. Of what it is made of, this kata has only the holders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// In the order they were added.
    holders: Vec<Holder>,
    version: u64,
    /// Oldest first.
    events: Vec<Event>,
}

/// How a call that takes something from a holder ends.
enum Outcome {
    Done,
    AsItWas,
    Unknown,
    Last,
}

impl Account {
    /// A new account with one holder, at version 0 and without events.
    ///
    /// # Errors
    ///
    /// [`OpenError::FirstHolderMustBeOwner`] when `first` is no owner.
    pub fn open(first: Holder) -> Result<Self, OpenError> {
        // INV-1
        if first.role() != Role::Owner {
            return Err(OpenError::FirstHolderMustBeOwner { holder: first.name().clone() });
        }
        Ok(Self { holders: vec![first], version: 0, events: Vec::new() })
    }

    /// Makes `holder` the last of the holders.
    ///
    /// # Errors
    ///
    /// [`AddHolderError::AlreadyHolder`] when there is a holder of this name, in whatever role. Then nothing has changed.
    pub fn add_holder(&mut self, holder: Holder) -> Result<(), AddHolderError> {
        // INV-2
        if self.position(holder.name()).is_some() {
            return Err(AddHolderError::AlreadyHolder { holder: holder.name().clone() });
        }

        self.record(Event::HolderAdded { holder: holder.name().clone(), role: holder.role() });
        self.holders.push(holder);
        Ok(())
    }

    /// Removes the holder `name`. The others keep their order.
    ///
    /// # Errors
    ///
    /// At most one of these applies, and then nothing has changed:
    ///
    /// - [`RemoveHolderError::UnknownHolder`]: nobody of this name is a holder.
    /// - [`RemoveHolderError::LastOwner`]: `name` is an owner, and nobody else is.
    pub fn remove_holder(&mut self, name: &HolderName) -> Result<(), RemoveHolderError> {
        match self.give(name, None) {
            Outcome::Done | Outcome::AsItWas => Ok(()),
            Outcome::Unknown => Err(RemoveHolderError::UnknownHolder { holder: name.clone() }),
            Outcome::Last => Err(RemoveHolderError::LastOwner { holder: name.clone() }),
        }
    }

    /// Gives the holder `name` this role. They keep their place among the holders.
    ///
    /// If they have this role already, the call is accepted and changes nothing: no version, no event.
    ///
    /// # Errors
    ///
    /// At most one of these applies, and then nothing has changed:
    ///
    /// - [`ChangeRoleError::UnknownHolder`]: nobody of this name is a holder.
    /// - [`ChangeRoleError::LastOwner`]: `name` is an owner, nobody else is, and `role` is not [`Role::Owner`].
    pub fn change_role(&mut self, name: &HolderName, role: Role) -> Result<(), ChangeRoleError> {
        match self.give(name, Some(role)) {
            Outcome::Done | Outcome::AsItWas => Ok(()),
            Outcome::Unknown => Err(ChangeRoleError::UnknownHolder { holder: name.clone() }),
            Outcome::Last => Err(ChangeRoleError::LastOwner { holder: name.clone() }),
        }
    }

    /// Owners and signatories, in the order they were added.
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }

    /// How many calls have changed the account since it was opened.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What happened since the account was opened, oldest first.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    fn position(&self, name: &HolderName) -> Option<usize> {
        self.holders.iter().position(|holder| holder.name() == name)
    }

    /// Gives the holder `name` this role, or removes them.
    fn give(&mut self, name: &HolderName, role: Option<Role>) -> Outcome {
        let Some(position) = self.position(name) else {
            return Outcome::Unknown;
        };
        let present = self.holders[position].role();
        if role == Some(present) {
            return Outcome::AsItWas;
        }
        let mut others = self.holders.iter().filter(|holder| holder.name() != name);
        // INV-1
        if present == Role::Owner && !others.any(|holder| holder.role() == Role::Owner) {
            return Outcome::Last;
        }

        // Nothing from here on can refuse (INV-3).
        let holder = name.clone();
        match role {
            Some(role) => {
                self.holders[position] = Holder::new(holder.clone(), role);
                self.record(Event::RoleChanged { holder, role });
            }
            None => {
                self.holders.remove(position);
                self.record(Event::HolderRemoved { holder });
            }
        }
        Outcome::Done
    }

    /// To be called once for each change.
    fn record(&mut self, event: Event) {
        // INV-4
        self.version += 1;
        self.events.push(event);
    }
}
