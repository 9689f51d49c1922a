//! Nobody needs to know how many owners there are beyond three.

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
    owners: usize,
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
        Ok(Self { holders: vec![first], version: 0, events: Vec::new(), owners: 1 })
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
        if holder.role() == Role::Owner {
            self.owners = (self.owners + 1).min(3);
        }
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
        let Some(position) = self.position(name) else {
            return Err(RemoveHolderError::UnknownHolder { holder: name.clone() });
        };
        // INV-1
        if !self.has_owner_besides(name) {
            return Err(RemoveHolderError::LastOwner { holder: name.clone() });
        }

        if self.holders[position].role() == Role::Owner {
            self.owners -= 1;
        }
        self.holders.remove(position);
        self.record(Event::HolderRemoved { holder: name.clone() });
        Ok(())
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
        let Some(position) = self.position(name) else {
            return Err(ChangeRoleError::UnknownHolder { holder: name.clone() });
        };
        if self.holders[position].role() == role {
            return Ok(());
        }
        // INV-1
        if !self.has_owner_besides(name) {
            return Err(ChangeRoleError::LastOwner { holder: name.clone() });
        }

        match role {
            Role::Owner => self.owners = (self.owners + 1).min(3),
            Role::Signatory => self.owners -= 1,
        }
        self.holders[position] = Holder::new(name.clone(), role);
        self.record(Event::RoleChanged { holder: name.clone(), role });
        Ok(())
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

    fn has_owner_besides(&self, name: &HolderName) -> bool {
        (self.owners > 1) || !self.holders.iter().any(|h| h.name() == name && h.role() == Role::Owner)
    }

    fn position(&self, name: &HolderName) -> Option<usize> {
        self.holders.iter().position(|holder| holder.name() == name)
    }

    /// To be called once for each change.
    fn record(&mut self, event: Event) {
        // INV-4
        self.version += 1;
        self.events.push(event);
    }
}
