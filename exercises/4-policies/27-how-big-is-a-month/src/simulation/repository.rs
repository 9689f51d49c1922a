// Given: where aggregates are kept. Nothing here needs to change.

/// How many times an aggregate has been saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version(u32);

/// Somebody else has saved the aggregate since it was loaded.
#[derive(Debug)]
#[expect(
    dead_code,
    reason = "the counts need neither, and whoever has to explain a conflict needs both"
)]
pub struct Conflict {
    /// The version that it was loaded with.
    pub expected: Version,
    /// The version that is stored.
    pub actual: Version,
}

/// A copy of an aggregate, and the version that it was loaded with.
#[derive(Debug, Clone)]
pub struct Loaded<A> {
    pub value: A,
    pub version: Version,
}

/// Aggregates of one kind, each with its version. A key is the place in the list.
pub struct Repository<A> {
    stored: Vec<Loaded<A>>,
}

impl<A: Clone> Repository<A> {
    /// `count` aggregates like `blank`, at version 0.
    pub fn new(blank: &A, count: usize) -> Self {
        Self { stored: vec![Loaded { value: blank.clone(), version: Version(0) }; count] }
    }

    /// A copy of what is stored. What happens to it stays there until it is saved.
    pub fn load(&self, key: usize) -> Loaded<A> {
        self.stored[key].clone()
    }

    /// Stores `value` if the stored one is still at version `expected`.
    pub fn save(&mut self, key: usize, value: A, expected: Version) -> Result<Version, Conflict> {
        let stored = &mut self.stored[key];
        if stored.version != expected {
            return Err(Conflict { expected, actual: stored.version });
        }
        *stored = Loaded { value, version: Version(expected.0 + 1) };
        Ok(stored.version)
    }

    /// What is stored, without a copy: for who only looks.
    pub fn look(&self, key: usize) -> &A {
        &self.stored[key].value
    }

    /// All that is stored.
    pub fn all(&self) -> impl Iterator<Item = &A> {
        self.stored.iter().map(|stored| &stored.value)
    }
}
